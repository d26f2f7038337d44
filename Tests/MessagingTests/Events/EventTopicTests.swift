import Messaging
import Testing

@Suite struct EventTopicTests {
  @Test("topics end with a slash, so that cam-1 is no prefix of cam-10")
  func texts() {
    let one = EventTopic(.alert, source: "cam-1").description
    #expect(one == "rose/v1/alert/cam-1/")
    #expect(!EventTopic(.alert, source: "cam-10").description.hasPrefix(one))
    #expect(EventTopic(.status).description == "rose/v1/status/")
    #expect(EventTopic.prefix(.score) == "rose/v1/score/")
  }

  @Test("a topic is read back, and nothing else is one")
  func parses() {
    for topic in [EventTopic(.alert, source: "a.b_c-1"), EventTopic(.heartbeat)] {
      #expect(EventTopic(parsing: topic.description) == topic)
    }
    for text in [
      "", "rose/v1/alert/", "rose/v1/alert//", "rose/v1/alert/a", "rose/v1/alert/a/b/",
      "rose/v1/status/a/", "rose/v1/status", "rose/v2/status/", "rise/v1/status/",
      "rose/v1/alarm/a/", "rose/v1/alert/ä/",
    ] {
      #expect(EventTopic(parsing: text) == nil, "\(text)")
    }
  }

  @Test("names of sources are letters, digits, dash, underscore and dot, up to 64")
  func sourceNames() {
    let longest = String(repeating: "n", count: 64)
    for name in ["a", "Camera_1.left-2", longest] { #expect(EventTopic.isValidSourceName(name)) }
    for name in ["", longest + "n", "a/b", "a b", "a\0", "ä"] {
      #expect(!EventTopic.isValidSourceName(name))
    }
  }
}
