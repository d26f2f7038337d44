extension Array {
  /// Returns the number of leading elements with a property that no later one has again, as a bound
  /// has in ascending numbers.
  ///
  /// - Complexity: O(log n).
  func prefixCount(where holds: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
