import Core
import Foundation

/// Measures the paper's two networks on the path that rosed scores on, against the same matrix
/// products alone in the same run, and prints one JSON object.
///
/// Weights and factors are random: what they hold does not change the time a frame takes.
@main
enum EngineBenchmark {
  private struct Report: Encodable {
    let processor: String
    let cores: Int
    let commit: String
    let runs: Int
    let secondsPerRun: Double
    let networks: [NetworkReport]
  }

  static func main() throws {
    BLASKernels.fitProcessor()
    let options = Options(Array(CommandLine.arguments.dropFirst()))
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let networks = [
      try NetworkReport(
        "Fashion-MNIST 32", VAEArchitecture(channels: 1, features: 32, latent: 100),
        options: options, cores: cores),
      try NetworkReport(
        "CIFAR-10 64", VAEArchitecture(channels: 3, features: 64, latent: 200),
        options: options.withoutFit, cores: cores),
    ]
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    let report = Report(
      processor: Machine.processor, cores: cores, commit: Machine.commit, runs: options.runs,
      secondsPerRun: options.seconds, networks: networks)
    print(String(decoding: try encoder.encode(report), as: UTF8.self))
  }
}
