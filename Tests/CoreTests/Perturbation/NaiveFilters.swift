import Core
import Glibc

/// Filters of planes by their definitions, in as many loops as it takes.
enum NaiveFilters {
  static func plane(_ image: Image, _ channel: Int) -> [Double] {
    stride(from: channel, to: image.pixels.count, by: image.shape.channels).map {
      Double(image.pixels[$0])
    }
  }

  /// The sum over the kept pairs of frequencies of coefficient times cosines.
  static func lowFrequencies(
    _ plane: [Double], _ height: Int, _ width: Int, kept: Int
  ) -> [Double] {
    func basis(_ frequency: Int, _ place: Int, _ size: Int) -> Double {
      let scale = frequency == 0 ? 1 / sqrt(Double(size)) : sqrt(2 / Double(size))
      return scale * cos(.pi / Double(size) * (Double(place) + 0.5) * Double(frequency))
    }
    var result = [Double](repeating: 0, count: plane.count)
    for v in 0..<min(kept, height) {
      for u in 0..<min(kept, width) {
        var coefficient = 0.0
        for y in 0..<height {
          for x in 0..<width {
            coefficient += plane[y * width + x] * basis(v, y, height) * basis(u, x, width)
          }
        }
        for y in 0..<height {
          for x in 0..<width {
            result[y * width + x] += coefficient * basis(v, y, height) * basis(u, x, width)
          }
        }
      }
    }
    return result
  }

  /// The weighted mean of the neighbours, walking back at each edge.
  static func blurred(
    _ plane: [Double], _ height: Int, _ width: Int, sigma: Double
  ) -> [Double] {
    func mirrored(_ place: Int, _ size: Int) -> Int {
      var place = place
      while !(0..<size).contains(place) { place = place < 0 ? -1 - place : 2 * size - 1 - place }
      return place
    }
    let reach = Int((4 * sigma + 0.5).rounded(.down))
    return (0..<plane.count).map { index in
      let (row, column) = (index / width, index % width)
      var (sum, weights) = (0.0, 0.0)
      for dy in -reach...reach {
        for dx in -reach...reach {
          let weight = exp(-Double(dy * dy + dx * dx) / (2 * sigma * sigma))
          let place = mirrored(row + dy, height) * width + mirrored(column + dx, width)
          sum += weight * plane[place]
          weights += weight
        }
      }
      return sum / weights
    }
  }

  /// Whether whole numbers are the clipped values, rounded; one at half may go either way, as both
  /// sides are computed with an error of some 1e-12.
  static func isRounded(_ found: [Double], of expected: [Double]) -> Bool {
    found.count == expected.count
      && zip(found, expected).allSatisfy { abs($0 - min(max($1, 0), 255)) <= 0.5 + 1e-9 }
  }
}
