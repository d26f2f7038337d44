import Foundation

/// What the command line asks for: `[--quick] [--fit]`.
struct Options {
  /// Runs a figure is the median of.
  let runs: Int

  /// Seconds a run takes.
  let seconds: Double

  /// Whether 10,000 frames are fitted too.
  private(set) var fits: Bool

  /// The same without fitting.
  var withoutFit: Options {
    var options = self
    options.fits = false
    return options
  }

  init(_ arguments: [String]) {
    let isQuick = arguments.contains("--quick")
    runs = isQuick ? 1 : 5
    seconds = isQuick ? 0.5 : 1
    fits = arguments.contains("--fit")
    for argument in arguments where !["--quick", "--fit"].contains(argument) {
      FileHandle.standardError.write(Data("EngineBenchmark: no option \(argument)\n".utf8))
      exit(64)
    }
  }

  /// Says on stderr what is being measured.
  func note(_ text: String) {
    FileHandle.standardError.write(Data("\(text)\n".utf8))
  }
}
