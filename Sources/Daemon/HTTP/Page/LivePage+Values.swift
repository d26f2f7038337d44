extension LivePage {
  /// Texts of numbers and times, and elements made without markup: what senders are called comes from
  /// outside, and only ever becomes text.
  static let valuesScript = #"""
    const byId = (id) => document.getElementById(id);

    function make(tag, className, text) {
      const element = document.createElement(tag);
      if (className) element.className = className;
      if (text !== undefined) element.textContent = text;
      return element;
    }

    const compact = new Intl.NumberFormat("en", {notation: "compact", maximumSignificantDigits: 3});
    const whole = new Intl.NumberFormat("en");

    // JSON lacks infinity: rosed writes it as a text, which Number() understands.
    function number(value) {
      const x = Number(value);
      if (Number.isNaN(x)) return "–";
      if (!Number.isFinite(x)) return x > 0 ? "∞" : "−∞";
      const size = Math.abs(x);
      if (size !== 0 && size < 0.0001) return x.toExponential(1);
      return size < 1000 ? String(Number(x.toPrecision(3))) : compact.format(x);
    }

    const count = (value) => value < 100000 ? whole.format(value) : compact.format(value);
    const sum = (object) => Object.values(object).reduce((a, b) => a + b, 0);
    const reasons = (object) =>
      Object.entries(object).map(([reason, n]) => `${reason} ${count(n)}`).join(", ");

    const clock = (milliseconds, seconds = true) => new Date(milliseconds).toLocaleTimeString(
      [], {hour: "2-digit", minute: "2-digit", second: seconds ? "2-digit" : undefined, hour12: false});

    function span(seconds) {
      if (seconds < 90) return `${Math.round(seconds)} s`;
      if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
      return seconds < 172800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86400)} d`;
    }
    """#
}
