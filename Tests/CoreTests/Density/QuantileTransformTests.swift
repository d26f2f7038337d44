import Core
import Glibc
import Testing

@Suite struct QuantileTransformTests {
  private static func column(_ values: [Double], knots: Int = 1000) throws -> QuantileKnots {
    try #require(
      QuantileTransform(rows: values.map { [$0] }, maximumKnots: knots).features.first)
  }

  @Test("Rows are mapped as by scipy's ranks and numpy's interpolation")
  func golden() throws {
    let fixture = try DensityFixture.load()
    let transform = try QuantileTransform(rows: fixture.fit)
    for expected in fixture.rows {
      for (found, value) in zip(transform(expected.row), expected.quantiles) {
        // Interpolation multiplies a rounding of 1e-16 by the steepest slope, below 100.
        #expect(abs(found - value) < 1e-12)
      }
    }
  }

  @Test("Five values get the quantiles of 0.1, 0.3, 0.5, 0.7 and 0.9; equal ones share the middle")
  func midranks() throws {
    let distinct = try Self.column([5, 1, 4, 2, 3])
    // Φ⁻¹ of 0.7 and 0.9, from a table.
    let expected = [
      -1.2815515655446004, -0.5244005127080407, 0, 0.5244005127080407,
      1.2815515655446004,
    ]
    for (found, value) in zip(distinct.normals, expected) { #expect(abs(found - value) < 1e-14) }
    let tied = try Self.column([1, 2, 2, 2, 3])
    #expect(tied.values == [1, 2, 3] && abs(tied(2)) < 1e-15)
    #expect(abs(tied(1.5) + 1.2815515655446004 / 2) < 1e-14)
  }

  @Test("Beyond the extremes a feature grows as a logarithm, without a jump and without a bound")
  func tails() throws {
    let knots = try Self.column((0...100).map(Double.init))
    // Φ(±1) is the rank 0.8413·101 − ½ of 0...100: 84.5 and 15.5.
    #expect(abs(knots.scale - 34.5) < 0.05)
    let end = knots(100)
    #expect(abs(knots(100 + 34.5) - end - log(2)) < 1e-3)
    #expect(knots(100.000001) > end && knots(100.000001) - end < 1e-6)
    #expect(knots(1e9) > knots(1e6) && knots(1e300) > knots(1e299) && knots(1e300).isFinite)
    #expect(abs(knots(-7) + knots(107)) < 1e-12)
  }

  @Test("A map never decreases, whatever the values")
  func monotone() throws {
    var generator = SeededGenerator(seed: 4)
    for levels in [3, 50, 1_000_000] {
      let values = (0..<400).map { _ in
        exp(Double(generator.next(below: levels)) * 5 / Double(levels))
      }
      let knots = try Self.column(values, knots: 40)
      let mapped = (-10...2000).map { knots(Double($0) / 10) }
      #expect(zip(mapped, mapped.dropFirst()).allSatisfy { $0 <= $1 })
      #expect(knots.values.count <= 40)
      #expect(knots.values.first == values.min() && knots.values.last == values.max())
    }
  }

  @Test("Few knots change the map little, and nothing in the tails")
  func knots() throws {
    var generator = SeededGenerator(seed: 5)
    let values = generator.normals(count: 5000).map(Double.init)
    let (all, few) = (try Self.column(values, knots: 5000), try Self.column(values, knots: 100))
    // Spaced by 7/99; within one the map moves by no more.
    for value in values { #expect(abs(all(value) - few(value)) < 7.5 / 99) }
    let top = values.sorted().suffix(4)
    for value in top { #expect(abs(all(value) - few(value)) < 1e-12) }
  }

  @Test("A constant feature and a single row map their value to 0 and others by its size")
  func constant() throws {
    for values in [[4.0, 4, 4], [4.0]] {
      let knots = try Self.column(values)
      #expect(knots(4) == 0)
      #expect(abs(knots(8) - log(2)) < 1e-15 && abs(knots(0) + log(2)) < 1e-15)
    }
    #expect(try abs(Self.column([0, 0])(1) - log(2)) < 1e-15)
  }

  @Test("Two values far apart, and values next to 0, give no NaN")
  func extremes() throws {
    let least = Double.leastNonzeroMagnitude
    for values in [[-1.7e308, 1.7e308], [0, least], [-1000 * least, 1, 1e300]] {
      let knots = try Self.column(values)
      for value in values + [0, 1, -1e308, 20 * least] { #expect(!knots(value).isNaN) }
    }
  }

  @Test("Infinity and NaN stay what they are")
  func notFinite() throws {
    let transform = try QuantileTransform(rows: [[1, 1, 1], [2, 2, 2]])
    let mapped = transform([.infinity, -.infinity, .nan])
    #expect(mapped[0] == .infinity && mapped[1] == -.infinity && mapped[2].isNaN)
  }

  @Test("A map survives JSON, and none that descends is read")
  func codable() throws {
    let transform = try QuantileTransform(rows: DensityFixture.load().fit, maximumKnots: 20)
    #expect(try DensityFixture.again(transform) == transform)
    for json in [
      "[]", #"[{"values":[],"normals":[]}]"#, #"[{"values":[1,2],"normals":[0]}]"#,
      #"[{"values":[2,1],"normals":[0,1]}]"#, #"[{"values":[1,2],"normals":[0,0]}]"#,
    ] {
      #expect(throws: DecodingError.self, "\(json)") {
        try DensityFixture.decode(QuantileTransform.self, json)
      }
    }
  }
}
