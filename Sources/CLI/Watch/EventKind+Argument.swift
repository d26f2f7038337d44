public import ArgumentParser
public import Messaging

extension EventKind: ExpressibleByArgument {}
