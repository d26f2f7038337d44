/// An axis: what it means, how values are laid along it, and its marks.
struct Axis {
  /// A mark with its label.
  struct Mark: Equatable {
    /// The share of the axis before it, from 0 to 1.
    let share: Double
    let label: String
  }

  /// What the values are.
  let label: String

  /// How values are laid along it.
  let scale: AxisScale

  /// The marks, from the start on.
  let marks: [Mark]

  /// The shares of the axis before marks without a label.
  let minorMarks: [Double]

  /// Whether a line through the chart belongs to each mark.
  let hasGrid: Bool

  /// An axis of numbers.
  init(_ label: String, _ scale: AxisScale) {
    self.label = label
    self.scale = scale
    marks = zip(scale.ticks, scale.labels).map { Mark(share: scale.share($0.value), label: $1) }
    minorMarks = scale.minorTicks.map { scale.share($0.value) }
    hasGrid = true
  }

  /// An axis of categories, which lie side by side: the first from 0 to 1, the next from 1 to 2.
  init(_ label: String, categories: [String]) {
    self.label = label
    let scale = AxisScale(0...Double(categories.count))
    self.scale = scale
    marks = categories.enumerated().map {
      Mark(share: scale.share(Double($0.offset) + 0.5), label: $0.element)
    }
    minorMarks = []
    hasGrid = false
  }
}
