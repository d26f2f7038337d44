import Testing

@testable import Messaging

/// Validates values against the part of JSON Schema 2020-12 that the event schema uses.
///
/// A keyword it does not know is an error: a schema must not promise what no test checks.
struct JSONSchema {
  struct Unsupported: Error { let keyword: String }

  private let root: JSONValue

  init(_ root: JSONValue) { self.root = root }

  /// Every way in which `value` breaks the schema; none if it keeps it.
  func violations(of value: JSONValue) throws -> [String] {
    try check(value, against: root, at: "").violations
  }

  private struct Result {
    var violations: [String] = []
    var evaluated: Set<String> = []
  }

  private func check(_ value: JSONValue, against schema: JSONValue, at path: String) throws
    -> Result
  {
    if case .boolean(let permits) = schema {
      return Result(violations: permits ? [] : ["\(path): not permitted"])
    }
    guard case .object(let keywords) = schema else { throw Unsupported(keyword: path) }
    var result = Result()
    for (keyword, argument) in keywords where keyword != "unevaluatedProperties" {
      let part = try check(value, keyword, argument, among: keywords, at: path)
      result.violations += part.violations
      result.evaluated.formUnion(part.evaluated)
    }
    if keywords["unevaluatedProperties"] == .boolean(false), case .object(let members) = value {
      for key in members.keys where !result.evaluated.contains(key) {
        result.violations.append("\(path)/\(key): not foreseen")
      }
    }
    return result
  }

  private func check(
    _ value: JSONValue, _ keyword: String, _ argument: JSONValue,
    among keywords: [String: JSONValue], at path: String
  ) throws -> Result {
    func verdict(_ holds: Bool) -> Result {
      Result(violations: holds ? [] : ["\(path): \(keyword) \(argument), found \(value)"])
    }
    switch keyword {
    case "$schema", "$id", "$defs", "title", "description": return Result()
    case "$ref": return try check(value, against: definition(argument), at: path)
    case "type": return verdict(types(argument).contains { isType(value, $0) })
    case "const": return verdict(value == argument)
    case "enum": return verdict(array(argument).contains(value))
    case "pattern":
      guard let text = value.text else { return Result() }
      return verdict(try text.contains(Regex(argument.text ?? "")))
    case "minLength": return verdict(value.text.map { $0.count >= number(argument) } ?? true)
    case "minimum": return verdict(real(value).map { $0 >= real(argument) ?? 0 } ?? true)
    case "exclusiveMinimum": return verdict(real(value).map { $0 > real(argument) ?? 0 } ?? true)
    case "maximum": return verdict(real(value).map { $0 <= real(argument) ?? 0 } ?? true)
    case "allOf", "anyOf", "oneOf":
      return try combine(value, keyword, array(argument), at: path)
    case "items", "minItems", "maxItems":
      return try checkArray(value, keyword, argument, at: path)
    case "required", "properties", "additionalProperties", "propertyNames":
      return try checkObject(value, keyword, argument, among: keywords, at: path)
    default: throw Unsupported(keyword: keyword)
    }
  }

  private func combine(
    _ value: JSONValue, _ keyword: String, _ schemas: [JSONValue], at path: String
  ) throws -> Result {
    let results = try schemas.map { try check(value, against: $0, at: path) }
    let passed = results.filter(\.violations.isEmpty)
    let needed = keyword == "allOf" ? results.count...results.count : 1...1
    let holds = keyword == "anyOf" ? !passed.isEmpty : needed.contains(passed.count)
    return Result(
      violations: holds
        ? [] : ["\(path): \(keyword): \(passed.count) hold"] + results.flatMap(\.violations),
      evaluated: passed.reduce(into: []) { $0.formUnion($1.evaluated) })
  }

  private func checkArray(
    _ value: JSONValue, _ keyword: String, _ argument: JSONValue, at path: String
  ) throws -> Result {
    guard case .array(let elements) = value else { return Result() }
    switch keyword {
    case "minItems":
      let holds = elements.count >= number(argument)
      return Result(violations: holds ? [] : ["\(path): too few items"])
    case "maxItems":
      let holds = elements.count <= number(argument)
      return Result(violations: holds ? [] : ["\(path): too many items"])
    default:
      let violations = try elements.enumerated().flatMap { index, element in
        try check(element, against: argument, at: "\(path)/\(index)").violations
      }
      return Result(violations: violations)
    }
  }

  private func checkObject(
    _ value: JSONValue, _ keyword: String, _ argument: JSONValue,
    among keywords: [String: JSONValue], at path: String
  ) throws -> Result {
    guard case .object(let members) = value else { return Result() }
    var result = Result()
    let known = object(keywords["properties"] ?? .object([:]))
    switch keyword {
    case "required":
      for key in array(argument).compactMap(\.text) where members[key] == nil {
        result.violations.append("\(path)/\(key): missing")
      }
    case "propertyNames":
      for key in members.keys {
        result.violations += try check(.string(key), against: argument, at: path).violations
      }
    case "properties":
      for (key, schema) in known {
        guard let member = members[key] else { continue }
        result.evaluated.insert(key)
        result.violations += try check(member, against: schema, at: "\(path)/\(key)").violations
      }
    default:
      for (key, member) in members where known[key] == nil {
        result.evaluated.insert(key)
        result.violations += try check(member, against: argument, at: "\(path)/\(key)").violations
      }
    }
    return result
  }

  private func definition(_ reference: JSONValue) throws -> JSONValue {
    let name = (reference.text ?? "").replacing("#/$defs/", with: "")
    guard let definition = object(object(root)["$defs"] ?? .null)[name] else {
      throw Unsupported(keyword: "$ref \(name)")
    }
    return definition
  }

  private func isType(_ value: JSONValue, _ name: String) -> Bool {
    switch (name, value) {
    case ("null", .null), ("boolean", .boolean), ("string", .string), ("array", .array),
      ("object", .object), ("integer", .integer), ("number", .integer), ("number", .real):
      true
    default: false
    }
  }

  private func types(_ argument: JSONValue) -> [String] {
    argument.text.map { [$0] } ?? array(argument).compactMap(\.text)
  }

  private func array(_ value: JSONValue) -> [JSONValue] {
    guard case .array(let elements) = value else { return [] }
    return elements
  }

  private func object(_ value: JSONValue) -> [String: JSONValue] {
    guard case .object(let members) = value else { return [:] }
    return members
  }

  private func number(_ value: JSONValue) -> Int { Int(value.wholeNumber ?? 0) }

  private func real(_ value: JSONValue) -> Double? {
    switch value {
    case .integer(let number): Double(number)
    case .real(let number): number
    default: nil
    }
  }
}
