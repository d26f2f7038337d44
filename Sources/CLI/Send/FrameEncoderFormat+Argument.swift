public import ArgumentParser
public import Messaging

extension FrameEncoder.Format: ExpressibleByArgument {}
