import Testing

@testable import CLI

@Suite struct PublishedResultsTests {
  // As the paper prints them.
  @Test("results are those of the method, family, set and number of features")
  func values() {
    func auroc(_ family: String, _ features: Int, _ row: String, _ set: String) -> Double? {
      PublishedResults.value(family: family, features: features, row: row, set: set)?.auroc
    }
    #expect(auroc("fashion-mnist", 32, "nll", "mnist") == 0.161)
    #expect(auroc("fashion-mnist", 32, "regret", "mnist") == 0.964)
    #expect(auroc("fashion-mnist", 32, "likelihood-ratio-published", "mnist") == 0.844)
    #expect(auroc("cifar10", 32, "rose", "svhn") == 0.809)
    #expect(auroc("cifar10", 64, "rose", "svhn") == 0.907)
    // A smaller model has results of fewer sets, and no others in their place.
    #expect(auroc("cifar10", 32, "rose", "omniglot") == nil)
    #expect(auroc("cifar10", 64, "rose", "houses") == nil)
  }

  @Test("the model is one of as many features, or else the paper's own")
  func features() {
    func features(_ family: String, _ row: String, _ nearest: Int) -> Int? {
      PublishedResults.features(family: family, row: row, nearest: nearest)
    }
    #expect(features("cifar10", "rose", 32) == 32)
    #expect(features("cifar10", "rose", 16) == 64)
    #expect(features("cifar10", "nll", 32) == 64)
    #expect(features("fashion-mnist", "rose", 16) == 16)
    #expect(features("fashion-mnist", "typicality", 32) == nil)
  }

  @Test("where only the AUROC is stated the other metrics are unknown")
  func partial() throws {
    let small = try #require(
      PublishedResults.value(family: "cifar10", features: 32, row: "rose", set: "svhn"))
    #expect(small.auprc == nil && small.fpr80 == nil)
    let large = try #require(
      PublishedResults.value(family: "cifar10", features: 64, row: "nll", set: "svhn"))
    #expect(large.auprc == 0.320 && large.fpr80 == 0.986)
  }
}
