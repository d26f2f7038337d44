/// A reader of input from outside, fed with anything.
///
/// It may refuse what it is fed, but neither crash nor break what it promises of what it takes.
protocol FuzzTarget {
  /// Prepares what all inputs share.
  init() throws

  /// Reads one input; a broken promise ends the process.
  mutating func feed(_ bytes: [UInt8])
}
