// CoreTesting
