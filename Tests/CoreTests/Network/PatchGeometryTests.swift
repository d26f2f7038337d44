import Testing

@testable import Core

@Suite struct PatchGeometryTests {
  static let geometries = [
    (ImageShape(height: 8, width: 6, channels: 3), 4, 2, -1),
    (ImageShape(height: 4, width: 4, channels: 2), 4, 1, 0),
    (ImageShape(height: 5, width: 5, channels: 1), 2, 1, -1),
    (ImageShape(height: 3, width: 3, channels: 2), 2, 1, 0),
  ]

  private func geometry(_ input: ImageShape, _ kernel: Int, _ stride: Int, _ origin: Int)
    -> PatchGeometry
  {
    PatchGeometry(
      input: input, kernel: kernel, stride: stride, originY: origin, originX: origin,
      outputHeight: (input.height - 2 * origin - kernel) / stride + 1,
      outputWidth: (input.width - 2 * origin - kernel) / stride + 1)
  }

  @Test("patches hold the input values at their places and zeros outside", arguments: geometries)
  func gather(input: ImageShape, kernel: Int, stride: Int, origin: Int) {
    let geometry = geometry(input, kernel, stride, origin)
    let frames = 2
    let values = (0..<frames * input.count).map { Float($0 + 1) }
    let patches = FloatBlock([Float](repeating: .nan, count: frames * count(geometry)))
    geometry.gather(FloatBlock(values).whole, into: patches.whole)
    var expected: [Float] = []
    for frame in 0..<frames {
      for y in 0..<geometry.outputHeight {
        for x in 0..<geometry.outputWidth {
          for ky in 0..<kernel {
            for kx in 0..<kernel {
              for c in 0..<input.channels {
                let (sy, sx) = (y * stride + origin + ky, x * stride + origin + kx)
                let isInside =
                  (0..<input.height).contains(sy) && (0..<input.width).contains(sx)
                expected.append(
                  isInside
                    ? values[((frame * input.height + sy) * input.width + sx) * input.channels + c]
                    : 0)
              }
            }
          }
        }
      }
    }
    #expect(patches.scalars == expected)
  }

  // ⟨gather(x), p⟩ = ⟨x, scatterAdd(p)⟩ for any x and p; small integers, so exact in float32.
  @Test("scattering is the transpose of gathering", arguments: geometries)
  func scatter(input: ImageShape, kernel: Int, stride: Int, origin: Int) {
    let geometry = geometry(input, kernel, stride, origin)
    let x = FloatBlock((0..<2 * input.count).map { Float($0 % 7 - 3) })
    let p = FloatBlock((0..<2 * count(geometry)).map { Float($0 % 5 - 2) })
    let gathered = FloatBlock(count: p.count)
    geometry.gather(x.whole, into: gathered.whole)
    let scattered = FloatBlock(count: x.count)
    geometry.scatterAdd(p.whole, onto: scattered.whole)
    let left = zip(gathered.scalars, p.scalars).reduce(0) { $0 + $1.0 * $1.1 }
    let right = zip(x.scalars, scattered.scalars).reduce(0) { $0 + $1.0 * $1.1 }
    #expect(left == right)
  }

  private func count(_ geometry: PatchGeometry) -> Int {
    geometry.positions * geometry.patchCount
  }
}
