import Core
import Foundation
import Testing

@testable import Storage

@Suite struct CombinationDocumentTests {
  private static let values = (0..<20).map(Double.init)

  private func document(
    level: Double = 0.05, factor: Double = 12, rose: [Double] = values,
    dispersion: [Double] = values
  ) throws -> CombinationDocument {
    let members: [String: Any] = [
      "dispersion_level": level, "largest_factor": factor, "rose": rose,
      "dispersion": dispersion,
    ]
    return try JSONDecoder().decode(
      CombinationDocument.self, from: JSONSerialization.data(withJSONObject: members))
  }

  @Test("a combination comes back as it was written")
  func roundTrip() throws {
    let combination = try document().combination(file: "calibration.json")
    #expect(combination.dispersionLevel == 0.05 && combination.largestFactor == 12)
    #expect(combination.rose.sortedValues == Self.values)
    let data = try JSONEncoder().encode(CombinationDocument(combination))
    let read = try JSONDecoder().decode(CombinationDocument.self, from: data)
    #expect(try read.combination(file: "calibration.json") == combination)
  }

  @Test("what cannot be scored with is refused by its name")
  func refused() throws {
    let unsorted = Self.values.dropLast() + [-1]
    let documents = [
      ("dispersion_level", try document(level: 0)), ("dispersion_level", try document(level: 1)),
      ("largest_factor", try document(factor: 0.5)),
      ("rose", try document(rose: Array(Self.values.dropLast()))),
      ("rose", try document(rose: Array(unsorted))),
      ("dispersion", try document(dispersion: Array(unsorted))),
    ]
    for (name, document) in documents {
      let error = #expect(throws: BundleError.self) {
        try document.combination(file: "calibration.json")
      }
      #expect(error?.description.contains("combination.\(name)") == true, "\(name)")
    }
  }
}
