import Core
import FoundationEssentials
import Imaging
import Storage
import Testing

/// Checks against a folder of reference values, which is not part of the project: set
/// `ROSED_GOLDEN` to it.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["ROSED_GOLDEN"] != nil))
struct GoldenFolderTests {
  private func images(_ name: String) throws -> ImageSet {
    let folder = try #require(ProcessInfo.processInfo.environment["ROSED_GOLDEN"])
    let data = try Data(contentsOf: URL(filePath: "\(folder)/resize.safetensors"))
    let tensor = try Safetensors(parsing: [UInt8](data)).uint8(name)
    let channels = tensor.shape.count == 4 ? tensor.shape[3] : 1
    let shape = ImageShape(height: tensor.shape[1], width: tensor.shape[2], channels: channels)
    return ImageSet(shape: shape, pixels: tensor.scalars)
  }

  @Test("Resizing and grey differ from the references by at most one grey level")
  func resize() throws {
    for (input, output) in [
      ("gray28", "gray28_to_32"), ("rgb89x109", "rgb89x109_to_32x32"),
      ("rgb89x109", "rgb89x109_to_gray"),
    ] {
      let inputs = try images(input)
      let outputs = try images(output)
      #expect(inputs.count == outputs.count)
      for index in 0..<inputs.count {
        let prepared = inputs[index].prepared(for: outputs.shape)
        #expect(try largestDifference(prepared, outputs[index]) == 0, "\(output) \(index)")
      }
    }
  }
}
