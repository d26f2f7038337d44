import Core
import Testing

@testable import Storage

@Suite struct SafetensorsHostileTests {
  private let sample = Safetensors(
    tensors: [
      "a": .float32(Tensor(shape: [2], scalars: [1, 2])),
      "b": .uint8(Tensor(shape: [3], scalars: [1, 2, 3])),
    ],
    metadata: ["k": "v"])

  @Test("A file cut short at any byte is refused")
  func truncation() {
    let bytes = sample.encoded()
    for count in bytes.indices {
      #expect(throws: SafetensorsError.self, "\(count) bytes") {
        try Safetensors(parsing: Array(bytes.prefix(count)))
      }
    }
  }

  @Test("A byte too many is refused")
  func trailing() {
    #expect(throws: SafetensorsError.wrongDataLength(expected: 11, found: 12)) {
      try Safetensors(parsing: sample.encoded() + [0])
    }
  }

  @Test("A header changed at random is read or refused, and never crashes")
  func randomHeader() {
    let bytes = sample.encoded()
    var generator = Xorshift(state: 0x5EED)
    var refused = 0
    for _ in 0..<20_000 {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        damaged[Int.random(in: 0..<bytes.count - 11, using: &generator)] =
          UInt8.random(in: .min ... .max, using: &generator)
      }
      if (try? Safetensors(parsing: damaged)) == nil { refused += 1 }
    }
    // Only a change within a name or string leaves a valid file.
    #expect(refused > 15_000)
  }

  @Test("Random bytes are refused")
  func randomBytes() {
    var generator = Xorshift(state: 77)
    for count in 0..<300 {
      let bytes = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
      #expect(throws: SafetensorsError.self) { try Safetensors(parsing: bytes) }
    }
  }

  @Test(
    "A header that states what cannot be is refused",
    arguments: [
      // The JSON.
      "", "[]", "{", "{}x", #"{"a"}"#, #"{"a":1}"#, #"{"a":{}}"#, #"{"a":{},}"#,
      #"{"__metadata__":{"k":1}}"#, #"{"__metadata__":{"k":"v","k":"v"}}"#,
      #"{"__metadata__":{"k":"\ud800"}}"#, #"{"__metadata__":{"k":"\udc00\ud800"}}"#,
      #"{"__metadata__":{"k":"\x"}}"#, "{\"__metadata__\":{\"k\":\"\n\"}}",
      // A tensor's properties.
      #"{"a":{"dtype":"U8","shape":[1]}}"#,
      #"{"a":{"dtype":"U8","shape":[1],"data_offsets":[0]}}"#,
      #"{"a":{"dtype":"U8","shape":[1],"data_offsets":[1,0]}}"#,
      #"{"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,1]}}"#,
      #"{"a":{"dtype":"U8","shape":[1.0],"data_offsets":[0,1]}}"#,
      #"{"a":{"dtype":"U8","shape":[99999999999999999999],"data_offsets":[0,1]}}"#,
      #"{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1],"more":1}}"#,
      #"{"a":{"dtype":"U8","dtype":"U8","shape":[1],"data_offsets":[0,1]}}"#,
      #"{"a":{"dtype":"F16","shape":[1],"data_offsets":[0,2]}}"#,
      // Sizes and places, of four bytes of data.
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#,
      #"{"a":{"dtype":"U8","shape":[4611686018427387904,4],"data_offsets":[0,4]}}"#,
      #"{"a":{"dtype":"F64","shape":[4611686018427387904],"data_offsets":[0,4]}}"#,
      #"{"a":{"dtype":"U8","shape":[4611686018427387904,4,0],"data_offsets":[0,0]}}"#,
      #"{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,9223372036854775807]}}"#,
      #"{"a":{"dtype":"U8","shape":[3],"data_offsets":[1,4]}}"#,
      #"{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]}}"#,
      #"{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"a":{"dtype":"U8","shape":[0],"#
        + #""data_offsets":[4,4]}}"#,
      #"{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"b":{"dtype":"U8","shape":[2],"#
        + #""data_offsets":[2,4]}}"#,
      #"{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"U8","shape":[2],"#
        + #""data_offsets":[2,4]}}"#,
    ])
  func hostileHeader(header: String) {
    #expect(throws: SafetensorsError.self) {
      try Safetensors(parsing: file(header, data: [1, 2, 3, 4]))
    }
  }

  @Test("A header stated longer than the file is refused before it is read")
  func headerLength() {
    for stated: [UInt8] in [[3, 0], [255, 255]] {
      let bytes = stated + [UInt8](repeating: stated[1], count: 6) + [0x7B, 0x7D]
      #expect(throws: SafetensorsError.self) { try Safetensors(parsing: bytes) }
    }
  }

  @Test("A name that is not UTF-8 is refused")
  func invalidUTF8() {
    var bytes = sample.encoded()
    bytes.replace([UInt8(ascii: "\""), UInt8(ascii: "a")], with: [UInt8(ascii: "\""), 0xFF])
    #expect(throws: SafetensorsError.self) { try Safetensors(parsing: bytes) }
  }
}

/// A generator for tests: Marsaglia's xorshift of 64 bits.
struct Xorshift: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}
