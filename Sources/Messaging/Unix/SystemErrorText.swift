internal import Glibc

/// The system's text for an `errno` value.
func systemErrorText(_ code: Int32) -> String {
  unsafe strerror(code).map { unsafe String(cString: $0) } ?? "unknown error"
}
