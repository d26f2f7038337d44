import Testing

/// The real `rosed`, driven from outside; one at a time, because each takes all processors.
@Suite(.serialized) struct RealProcessTests {}
