// ServiceManager
