import Foundation
import Testing

/// The values of Fixtures/density.json, which Fixtures/density.py made with numpy and scipy.
struct DensityFixture: Decodable {
  struct Row: Decodable {
    let row, quantiles: [Double]
    let squaredDistance, logNormal: Double
    let copod: COPODScores
  }

  struct COPODScores: Decodable {
    /// By the two combinations of tails.
    let pyod, paper: Double
    /// The sums of left, right and corrected tails.
    let tails: [Double]
  }

  let fit: [[Double]]
  let rows: [Row]

  static func load() throws -> DensityFixture {
    let url = try #require(
      Bundle.module.url(forResource: "Fixtures/density", withExtension: "json"))
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(DensityFixture.self, from: Data(contentsOf: url))
  }

  /// Writes a value as JSON and reads it again.
  static func again<Value: Codable>(_ value: Value) throws -> Value {
    try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
  }

  /// Reads a value from JSON.
  static func decode<Value: Decodable>(_ type: Value.Type, _ json: String) throws -> Value {
    try JSONDecoder().decode(type, from: Data(json.utf8))
  }
}
