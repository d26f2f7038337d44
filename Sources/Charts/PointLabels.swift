/// Finds places for the labels of points where they cover neither points nor each other, as far as
/// there are any.
struct PointLabels {
  /// The radius of a point.
  static let radius = 5.0

  /// A label and where it is.
  struct Label {
    fileprivate let text: String
    fileprivate let box: Box
    fileprivate let leader: Leader?

    /// Draws the text.
    func draw(in svg: inout SVGText) {
      svg.text(text, box.left, box.bottom - 3, size: PointLabels.size)
    }

    /// Draws a line to a label that is not right beside its point.
    func drawLeader(in svg: inout SVGText) {
      guard let leader else { return }
      svg.line(
        leader.from.x, leader.from.y, leader.to.x, leader.to.y, colour: Palette.reference)
    }
  }

  /// A line from a point to its label.
  fileprivate struct Leader {
    let from, to: (x: Double, y: Double)

    init(from point: (x: Double, y: Double), to box: Box) {
      from = point
      to = (
        min(max(point.x, box.left), box.right), min(max(point.y, box.top), box.bottom)
      )
    }

    /// Whether it runs through a box that does not hold its point.
    func crosses(_ box: Box) -> Bool {
      guard !box.contains(from) else { return false }
      return (1...20).contains { step in
        let share = Double(step) / 20
        return box.contains(
          (from.x + share * (to.x - from.x), from.y + share * (to.y - from.y)))
      }
    }
  }

  fileprivate struct Box {
    var left, top, right, bottom: Double

    /// The area that two boxes share.
    func overlap(_ other: Box) -> Double {
      max(0, min(right, other.right) - max(left, other.left))
        * max(0, min(bottom, other.bottom) - max(top, other.top))
    }

    func contains(_ point: (x: Double, y: Double)) -> Bool {
      point.x > left && point.x < right && point.y > top && point.y < bottom
    }
  }

  private static let size = 11.0
  private static let height = 14.0

  /// How often each label may move to where it is better among the others.
  private static let passes = 4

  /// Where labels may be, from the nearest on: the direction, and the distance from the point.
  private static let candidates: [(x: Double, y: Double, distance: Double)] =
    [8.0, 20, 34, 50, 70].flatMap { distance in
      [
        (1.0, 0.0), (-1, 0), (0, -1), (0, 1), (0.7, -0.7), (0.7, 0.7), (-0.7, -0.7), (-0.7, 0.7),
        (0.9, -0.45), (0.9, 0.45), (-0.9, -0.45), (-0.9, 0.45),
      ].map { ($0.0, $0.1, distance) }
    }

  /// The labels in the order of their points; nil for an empty text.
  private(set) var labels: [Label?]

  private let area: Box
  private let points: [Box]

  /// Places labels within the edges of a chart: each in turn where it covers least, and again when
  /// all have a place.
  init(
    _ texts: [String], beside points: [(x: Double, y: Double)], left: Double, right: Double,
    top: Double, bottom: Double
  ) {
    area = Box(left: left + 2, top: top + 1, right: right + 2, bottom: bottom - 2)
    let reach = Self.radius + 1
    self.points = points.map {
      Box(left: $0.x - reach, top: $0.y - reach, right: $0.x + reach, bottom: $0.y + reach)
    }
    labels = [Label?](repeating: nil, count: texts.count)
    for _ in 0..<Self.passes {
      for (index, text) in texts.enumerated() where !text.isEmpty {
        labels[index] = nil
        labels[index] = best(text, beside: points[index])
      }
    }
  }

  /// The label of a point where it covers least of the points and of the other labels.
  private func best(_ text: String, beside point: (x: Double, y: Double)) -> Label? {
    let fitted = TextWidth.fitted(text, size: Self.size, width: (area.right - area.left) / 2)
    let width = TextWidth.of(fitted, size: Self.size)
    var best: Label?
    var least = Double.infinity
    for candidate in Self.candidates {
      let box = Self.box(candidate, width: width, beside: point)
      let leader = candidate.distance > 8 ? Leader(from: point, to: box) : nil
      // Far is worse than near, a little.
      let cost = cost(of: box, leader) + candidate.distance / 10
      guard cost < least - 1e-6 else { continue }
      (best, least) = (Label(text: fitted, box: box, leader: leader), cost)
    }
    return best
  }

  /// The area that a label covers; a leader across anything, which would seem to belong to that, is
  /// as bad as a label that covers a point, and what lies outside, to be cut, is the worst.
  private func cost(of box: Box, _ leader: Leader?) -> Double {
    let others = labels.compactMap { $0 }
    let taken = points + others.map(\.box)
    let covered = taken.reduce(0) { $0 + $1.overlap(box) }
    let crossed =
      others.count { $0.leader?.crosses(box) == true }
      + (leader.map { line in taken.count { line.crosses($0) } } ?? 0)
    let size = (box.right - box.left) * (box.bottom - box.top)
    return covered + 150 * Double(crossed) + 100 * (size - area.overlap(box))
  }

  private static func box(
    _ candidate: (x: Double, y: Double, distance: Double), width: Double,
    beside point: (x: Double, y: Double)
  ) -> Box {
    let x = point.x + candidate.x * candidate.distance
    let y = point.y + candidate.y * (candidate.distance + height / 2 * candidate.y.magnitude)
    let left = candidate.x > 0 ? x : candidate.x < 0 ? x - width : x - width / 2
    return Box(left: left, top: y - height / 2, right: left + width, bottom: y + height / 2)
  }
}
