import ArgumentParser
import Testing

@testable import CLI

@Suite struct TrainCommandTests {
  @Test("the commands that a training names as the next ones work as they stand")
  func next() throws {
    let site = try CommandSite()
    let trained = try site.rose(
      ["train", site.images, "--out", site.bundle, "--hold-out", "60"] + CommandSite.tinyModel)
    let next = try #require(trained.messages.firstMatch(of: /Next: rose (.+), then rose (.+)\n/))
    let fit = next.output.1.split(separator: " ").map(String.init)
    #expect(fit == ["fit", site.bundle, "\(site.images)#0..100"])
    try site.rose(fit)
    let calibrate = next.output.2.split(separator: " ").map(String.init)
    try site.rose(calibrate + ["--false-alarm-rate", "0.05"])
  }

  @Test("a training on perturbed frames is recorded and shown as one")
  func perturbed() throws {
    let site = try CommandSite()
    let trained = try site.rose(
      ["train", site.images, "--out", site.bundle, "--perturb", "svd"] + CommandSite.tinyModel)
    #expect(trained.messages.contains("every frame perturbed by svd:4"))
    let inspected = try site.rose(["inspect", site.bundle])
    #expect(inspected.data.contains(/perturbed by +svd:4\n/))
  }

  @Test("a perturbation that there is not is refused before anything is read")
  func unknownPerturbation() throws {
    let site = try CommandSite()
    let error = #expect(throws: (any Error).self) {
      try site.rose(["train", site.images, "--out", site.bundle, "--perturb", "svd:0"])
    }
    let message = Rose.message(for: try #require(error))
    #expect(message.contains("the number of singular values to keep, 1 to 65535"))
  }

  @Test("the brightness of the frames trained on goes on into the next commands")
  func brightness() throws {
    let site = try CommandSite()
    let trained = try site.rose(
      ["train", "brightness:0.5:\(site.images)", "--out", site.bundle] + CommandSite.tinyModel)
    #expect(
      trained.messages.contains(
        "Next: rose fit \(site.bundle) brightness:0.5:\(site.images)#0..144, then"))
  }

  @Test("a training that holds nothing out names the need of other frames to calibrate on")
  func nothingHeldOut() throws {
    let site = try CommandSite()
    let trained = try site.rose(
      ["train", site.images, "--out", site.bundle, "--hold-out", "0"] + CommandSite.tinyModel)
    #expect(
      trained.messages.contains(
        "Next: rose fit \(site.bundle) \(site.images)#0..160, then rose calibrate \(site.bundle) "
          + "OTHER-DATA\n"))
  }
}
