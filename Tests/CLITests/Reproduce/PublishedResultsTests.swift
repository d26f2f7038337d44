import Testing

@testable import CLI

@Suite struct PublishedResultsTests {
  // As the paper prints them.
  @Test("results are those of the method, family, set and number of features")
  func values() throws {
    func auroc(_ family: String, _ features: Int, _ row: String, _ set: String) throws -> Double {
      try #require(
        PublishedResults.value(family: family, features: features, row: row, set: set)
      ).value.auroc
    }
    #expect(try auroc("fashion-mnist", 32, "nll", "mnist") == 0.161)
    #expect(try auroc("fashion-mnist", 32, "regret", "mnist") == 0.964)
    #expect(try auroc("fashion-mnist", 32, "likelihood-ratio", "mnist") == 0.844)
    #expect(try auroc("cifar10", 32, "rose", "svhn") == 0.809)
    #expect(try auroc("cifar10", 64, "rose", "svhn") == 0.907)
  }

  @Test("where there is no model of so many features it is the paper's own, and says so")
  func otherFeatures() throws {
    let found = try #require(
      PublishedResults.value(family: "cifar10", features: 32, row: "nll", set: "svhn"))
    #expect(found.features == 64 && found.value.auroc == 0.081)
    #expect(found.value.auprc == 0.320 && found.value.fpr80 == 0.986)
    let smaller = try #require(
      PublishedResults.value(family: "cifar10", features: 32, row: "rose", set: "svhn"))
    #expect(smaller.features == 32 && smaller.value.auprc == nil && smaller.value.fpr80 == nil)
  }

  @Test("what is not stated has no value")
  func unknown() {
    #expect(
      PublishedResults.value(family: "cifar10", features: 64, row: "nll", set: "houses") == nil)
    #expect(
      PublishedResults.value(family: "cifar10", features: 64, row: "typicality", set: "svhn")
        == nil)
  }
}
