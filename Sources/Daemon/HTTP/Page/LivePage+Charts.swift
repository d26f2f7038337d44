extension LivePage {
  /// The two charts of a source.
  ///
  /// Scores are drawn over log10(1 + score), for normal ones lie about 1
  /// and faulty ones reach a million.
  static let chartsScript = #"""
    const windowMilliseconds = 300000;
    const place = (score) => Math.log10(1 + Math.min(1e9, Math.max(0, Number(score))));
    const ticks = [0, 1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];

    function colours() {
      const style = getComputedStyle(document.documentElement);
      const value = (name) => style.getPropertyValue("--" + name).trim();
      return {score: value("score"), alert: value("alert"), normal: value("normal"),
        line: value("line"), muted: value("muted"), shade: value("shade")};
    }

    // The canvas in CSS pixels, sharp on any screen, and empty.
    function surface(canvas) {
      const {width, height} = canvas.getBoundingClientRect();
      const ratio = window.devicePixelRatio || 1;
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      const context = canvas.getContext("2d");
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.font = "11px system-ui, sans-serif";
      context.lineJoin = "round";
      return {context, width, height};
    }

    function dashed(context, x1, y1, x2, y2, colour) {
      context.strokeStyle = colour;
      context.lineWidth = 1.5;
      context.setLineDash([5, 4]);
      context.beginPath();
      context.moveTo(x1, y1);
      context.lineTo(x2, y2);
      context.stroke();
      context.setLineDash([]);
    }

    function drawTrace(canvas, trace, threshold, now) {
      const {context, width, height} = surface(canvas);
      const paint = colours();
      const left = 34, right = width - 6, top = 6, bottom = height - 18;
      const highest = trace.scores.reduce((a, b) => Math.max(a, place(b)), place(threshold));
      const range = Math.max(0.6, highest * 1.08);
      const y = (score) => bottom - place(score) / range * (bottom - top);
      const x = (time) => right - (now - time) / windowMilliseconds * (right - left);

      context.lineWidth = 1;
      context.textAlign = "right";
      context.textBaseline = "middle";
      for (const tick of ticks.filter((tick) => place(tick) <= range)) {
        context.strokeStyle = paint.line;
        context.beginPath();
        context.moveTo(left, Math.round(y(tick)) + 0.5);
        context.lineTo(right, Math.round(y(tick)) + 0.5);
        context.stroke();
        context.fillStyle = paint.muted;
        context.fillText(compact.format(tick), left - 6, y(tick));
      }
      context.textAlign = "center";
      context.textBaseline = "alphabetic";
      for (let time = Math.ceil((now - windowMilliseconds) / 60000) * 60000; time <= now; time += 60000) {
        if (x(time) > left + 14 && x(time) < right - 14) {
          context.fillText(clock(time, false), x(time), height - 3);
        }
      }
      context.fillStyle = paint.shade;
      context.fillRect(left, top, right - left, Math.max(0, y(threshold) - top));
      dashed(context, left, y(threshold), right, y(threshold), paint.alert);

      context.save();
      context.beginPath();
      context.rect(left, 0, right - left + 4, height);
      context.clip();
      context.strokeStyle = paint.score;
      context.lineWidth = 1.25;
      context.beginPath();
      trace.times.forEach((time, i) => {
        const follows = i > 0 && time - trace.times[i - 1] <= 2000;
        if (follows) context.lineTo(x(time), y(trace.scores[i]));
        else context.moveTo(x(time), y(trace.scores[i]));
      });
      context.stroke();
      context.fillStyle = paint.alert;
      trace.times.forEach((time, i) => {
        if (trace.anomalous[i] === 0) return;
        context.beginPath();
        context.arc(x(time), y(trace.scores[i]), 2.2, 0, 7);
        context.fill();
      });
      context.restore();
      if (trace.times.length === 0) {
        context.fillStyle = paint.muted;
        context.textAlign = "center";
        context.fillText("no frames in the last five minutes", (left + right) / 2, height / 2);
      }
    }

    function drawBars(canvas, recent, scoring, threshold) {
      const {context, width, height} = surface(canvas);
      const paint = colours();
      const left = 4, right = width - 4, top = 6, bottom = height - 18;
      const last = (counts) => counts.reduce((a, n, i) => n > 0 ? i : a, 0);
      const bins = Math.max(last(recent), last(scoring.calibration), place(threshold) * scoring.perDecade) + 2;
      const step = (right - left) / bins;
      const x = (bin) => left + bin * step;
      // Square roots: a few frames far out must be seen beside thousands near 1.
      const shares = (counts) => {
        const all = counts.reduce((a, b) => a + b, 0) || 1;
        return counts.map((n) => Math.sqrt(n / all));
      };
      const normal = shares(scoring.calibration), seen = shares(recent);
      const highest = Math.max(...normal, ...seen, 0.05);
      const bar = (bin, share, width, shift, colour) => {
        const size = share === 0 ? 0 : Math.max(1, share / highest * (bottom - top));
        context.fillStyle = colour;
        context.fillRect(x(bin) + shift, bottom - size, width, size);
      };
      const limit = place(threshold) * scoring.perDecade;
      context.fillStyle = paint.shade;
      context.fillRect(x(limit), top, right - x(limit), bottom - top);
      for (let bin = 0; bin < scoring.calibration.length && bin < bins; bin += 1) {
        bar(bin, normal[bin], Math.max(1, step - 1), 0, paint.normal);
        bar(bin, seen[bin], Math.max(1, step * 0.5), step * 0.25 - 0.5,
          bin >= Math.floor(limit) && bin + 0.5 > limit ? paint.alert : paint.score);
      }
      dashed(context, x(limit), top, x(limit), bottom, paint.alert);
      context.strokeStyle = paint.line;
      context.lineWidth = 1;
      context.beginPath();
      context.moveTo(left, bottom + 0.5);
      context.lineTo(right, bottom + 0.5);
      context.stroke();
      context.fillStyle = paint.muted;
      context.textAlign = "center";
      let free = -Infinity;
      for (const tick of ticks) {
        const at = x(place(tick) * scoring.perDecade);
        if (at > right || at < free) continue;
        context.fillText(compact.format(tick), Math.min(Math.max(at, left + 5), right - 14), height - 3);
        free = at + 30;
      }
    }
    """#
}
