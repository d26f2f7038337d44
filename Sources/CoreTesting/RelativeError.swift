/// Returns ‖a − b‖ / ‖b‖ over all elements; infinity if any is not finite.
public func relativeError(_ a: [Double], _ b: [Double]) -> Double {
  precondition(a.count == b.count, "\(a.count) elements against \(b.count)")
  guard a.allSatisfy(\.isFinite), b.allSatisfy(\.isFinite) else { return .infinity }
  let difference = zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  let size = b.reduce(0) { $0 + $1 * $1 }
  return (difference / size).squareRoot()
}
