import Testing

@testable import CLI

@Suite struct StudyTests {
  private static let family = """
    {"name": "Squares", "published": "fashion-mnist", "bundle": "a.rose", "normal": "noise:5",
     "held_out": "noise:6", "sets": [{"name": "flat", "data": "constant:4"}]}
    """

  private func failure(_ text: String) -> CommandFailure? {
    #expect(throws: CommandFailure.self) { try Study(parsing: Array(text.utf8), path: "s.json") }
  }

  @Test("a study is read with its defaults")
  func reads() throws {
    let study = try Study(
      parsing: Array("{\"frames\": 7, \"families\": [\(Self.family)]}".utf8), path: "s.json")
    #expect(study.frames == 7 && study.slowFrames == nil && study.seed == nil)
    #expect(study.families[0].bundle == "a.rose" && study.families[0].train == nil)
    #expect(study.families[0].sets.map(\.name) == ["flat"])
  }

  @Test(
    "what is wrong is said with its place",
    arguments: [
      ("", "s.json: this is no JSON"), ("[]", "s.json: expected one object"),
      ("{}", "families is missing"),
      ("{\"families\": []}", "at least one family"),
      ("{\"frame\": 1, \"families\": [FAMILY]}", "frame: unknown, expected some of frames,"),
      ("{\"frames\": 1e30, \"families\": [FAMILY]}", "is not whole or too large"),
      ("{\"frames\": 0, \"families\": [FAMILY]}", "is 0, expected at least 1"),
      ("{\"samples\": 100001, \"families\": [FAMILY]}", "expected 1 to 100000"),
      ("{\"fit_frames\": [1], \"families\": [FAMILY]}", "expected numbers of at least 2"),
      ("{\"fit_frames\": [], \"families\": [FAMILY]}", "expected numbers of at least 2"),
      ("{\"families\": [FAMILY, FAMILY]}", "cannot be told apart"),
      ("{\"frames\": \"x\", \"families\": [FAMILY]}", "frames: expected a value of type Int"),
    ])
  func refuses(text: String, words: String) {
    let failure = failure(text.replacing("FAMILY", with: Self.family))
    #expect(failure?.status == .configuration)
    #expect(failure?.description.contains(words) == true, "\(failure?.description ?? "")")
  }

  @Test(
    "what is wrong in a family is said",
    arguments: [
      ("\"a.rose\"", "3", "bundle: expected a value of type String"),
      ("\"bundle\"", "\"bundel\"", "bundel: unknown"),
      ("fashion-mnist", "celeba", "expected one of fashion-mnist, cifar10"),
      ("noise:6", "noise:x", "Squares: "), ("constant:4", "brightness:1", "Squares: "),
      ("[{\"name\": \"flat\", \"data\": \"constant:4\"}]", "[]", "has no sets"),
      ("flat", "a|b", "'a|b' is no name"), ("\"flat\"", "\"\"", "is no name"),
      ("flat", "overall", "is called one of normal, overall"),
      ("}]", "}, {\"name\": \"flat\", \"data\": \"noise:3\"}]", "have one name"),
    ])
  func refusesFamily(old: String, new: String, words: String) {
    let family = Self.family.replacing(old, with: new)
    let failure = failure("{\"families\": [\(family)]}")
    #expect(failure?.description.contains(words) == true, "\(failure?.description ?? "")")
  }
}
