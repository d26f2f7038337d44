/// Finds the word someone probably meant.
enum NearestWord {
  /// Returns the candidate with the fewest single-letter changes from `word`, if these are at most
  /// a third of its letters (and at least 2 are allowed).
  static func find(_ word: String, among candidates: [String]) -> String? {
    let allowed = max(2, word.count / 3)
    let ranked = candidates.map { ($0, distance(Array(word), Array($0))) }
    guard let best = ranked.min(by: { $0.1 < $1.1 }), best.1 <= allowed else { return nil }
    return best.0
  }

  /// The Levenshtein distance: insertions, deletions and replacements that turn `a` into `b`.
  static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        let above = row[j + 1]
        row[j + 1] = min(above + 1, row[j] + 1, diagonal + (x == y ? 0 : 1))
        diagonal = above
      }
    }
    return row[b.count]
  }
}
