import Core
import Testing

@testable import Storage

@Suite struct SafetensorsTests {
  private let sample = Safetensors(
    tensors: [
      "a": .float32(Tensor(shape: [2, 3], scalars: [1, -2, 3.5, .infinity, 0, -0.0])),
      "b": .uint8(Tensor(shape: [5], scalars: [0, 255, 7, 8, 9])),
      "c": .float64(Tensor(shape: [1], scalars: [.pi])),
      "d": .int64(Tensor(shape: [2], scalars: [.min, .max])),
      "none": .float32(Tensor(shape: [0, 4], scalars: [])),
      "scalar": .float32(Tensor(shape: [], scalars: [42])),
      "odd \"name\"\\\u{1}é😀": .uint8(Tensor(shape: [1], scalars: [1])),
    ],
    metadata: ["epoch": "7", "quote\"": "line\nend\t\\"])

  @Test("What is written is read back, whatever the types, shapes and names")
  func roundTrip() throws {
    #expect(try Safetensors(parsing: sample.encoded()) == sample)
    #expect(try Safetensors(parsing: Safetensors().encoded()) == Safetensors())
  }

  @Test("Equal content gives equal bytes, with aligned data")
  func determinism() throws {
    var again = Safetensors()
    for (name, tensor) in sample.tensors.reversed() { again.tensors[name] = tensor }
    for (key, value) in sample.metadata.reversed() { again.metadata[key] = value }
    #expect(again.encoded() == sample.encoded())
    let header = try SafetensorsHeader(parsing: sample.encoded())
    #expect(header.dataStart.isMultiple(of: 8))
    #expect(header.entries.allSatisfy { $0.range.lowerBound.isMultiple(of: $0.type.size) })
  }

  @Test("A file written by the safetensors package for Python is read")
  func reference() throws {
    // safetensors.numpy.save({"x": float32 [[1, 2]], "y": uint8 [3]}, {"k": "vé\n"}), 0.8.0.
    let header =
      #"{"__metadata__":{"k":"vé\n"},"x":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},"#
      + #""y":{"dtype":"U8","shape":[1],"data_offsets":[8,9]}}       "#
    let bytes = file(header, data: [0, 0, 128, 63, 0, 0, 0, 64, 3])
    #expect(bytes.prefix(8) == [0x90, 0, 0, 0, 0, 0, 0, 0])
    let content = try Safetensors(parsing: bytes)
    #expect(try content.float32("x") == Tensor(shape: [1, 2], scalars: [1, 2]))
    #expect(try content.uint8("y", shape: [1]).scalars == [3])
    #expect(content.metadata == ["k": "vé\n"])
    #expect(content.encoded() == bytes)
  }

  @Test("A tensor asked for by a wrong name, type or shape is refused by what differs")
  func access() throws {
    #expect(throws: SafetensorsError.missing(tensor: "z")) { try sample.float32("z") }
    #expect(throws: SafetensorsError.wrongType(tensor: "a", expected: "F64", found: "F32")) {
      try sample.float64("a")
    }
    #expect(throws: SafetensorsError.wrongShape(tensor: "a", expected: [6], found: [2, 3])) {
      try sample.float32("a", shape: [6])
    }
    #expect(try sample.int64("d", shape: [2]).scalars == [.min, .max])
  }
}

/// Makes the bytes of a safetensors file from the text of its header.
func file(_ header: String, data: [UInt8] = []) -> [UInt8] {
  let count = header.utf8.count
  return (0..<8).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) } + Array(header.utf8) + data
}
