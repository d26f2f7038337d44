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

    function drawScoreAxis(context, paint, area, y) {
      context.lineWidth = 1;
      context.strokeStyle = paint.line;
      context.fillStyle = paint.muted;
      context.textAlign = "right";
      context.textBaseline = "middle";
      let free = Infinity;
      for (const tick of ticks) {
        if (y(tick) < area.top || y(tick) > free) continue;
        free = y(tick) - 14;
        context.beginPath();
        context.moveTo(area.left, Math.round(y(tick)) + 0.5);
        context.lineTo(area.right, Math.round(y(tick)) + 0.5);
        context.stroke();
        context.fillText(compact.format(tick), area.left - 6, y(tick));
      }
    }

    function drawTimeAxis(context, paint, area, now, x) {
      context.fillStyle = paint.muted;
      context.textAlign = "center";
      context.textBaseline = "alphabetic";
      const first = Math.ceil((now - windowMilliseconds) / 60000) * 60000;
      for (let time = first; time <= now; time += 60000) {
        if (x(time) > area.left + 14 && x(time) < area.right - 14) {
          context.fillText(clock(time, false), x(time), area.bottom + 15);
        }
      }
    }

    function drawScores(context, paint, trace, x, y) {
      context.strokeStyle = paint.score;
      context.lineWidth = 1.25;
      context.beginPath();
      const follows = (i) => i > 0 && trace.times[i] - trace.times[i - 1] <= 2000;
      trace.times.forEach((time, i) => {
        if (follows(i)) context.lineTo(x(time), y(trace.scores[i]));
        else context.moveTo(x(time), y(trace.scores[i]));
      });
      context.stroke();
      // A score without neighbours, as of a slow line, is no line: a dot.
      context.fillStyle = paint.score;
      trace.times.forEach((time, i) => {
        if (follows(i) || (i + 1 < trace.times.length && follows(i + 1))) return;
        context.beginPath();
        context.arc(x(time), y(trace.scores[i]), 1.5, 0, 7);
        context.fill();
      });
      context.fillStyle = paint.alert;
      trace.times.forEach((time, i) => {
        if (trace.anomalous[i] === 0) return;
        context.beginPath();
        context.arc(x(time), y(trace.scores[i]), 2.2, 0, 7);
        context.fill();
      });
    }

    // From a place to a share of the height: a single score far out must not press all others flat, so
    // what lies below the threshold has half of the height at least.
    function scale(threshold, highest) {
      const top = Math.max(0.6, 1.08 * Math.max(threshold, highest));
      if (threshold <= 0 || top <= 2 * threshold) return (place) => place / top;
      return (place) => place <= threshold
        ? place / threshold / 2 : 0.5 + (place - threshold) / (top - threshold) / 2;
    }

    function drawTrace(canvas, trace, threshold, now) {
      const {context, width, height} = surface(canvas);
      const paint = colours();
      const area = {left: 34, right: width - 6, top: 6, bottom: height - 18};
      const highest = trace.scores.reduce((a, b) => Math.max(a, place(b)), 0);
      const share = scale(place(threshold), highest);
      const y = (score) => area.bottom - share(place(score)) * (area.bottom - area.top);
      const x = (time) => area.right - (now - time) / windowMilliseconds * (area.right - area.left);

      drawScoreAxis(context, paint, area, y);
      drawTimeAxis(context, paint, area, now, x);
      context.fillStyle = paint.shade;
      context.fillRect(area.left, area.top, area.right - area.left, Math.max(0, y(threshold) - area.top));
      dashed(context, area.left, y(threshold), area.right, y(threshold), paint.alert);
      context.save();
      context.beginPath();
      context.rect(area.left, 0, area.right - area.left + 4, height);
      context.clip();
      drawScores(context, paint, trace, x, y);
      context.restore();
      context.fillStyle = paint.alert;
      context.textAlign = "left";
      context.fillText(`threshold ${number(threshold)}`, area.left + 4, y(threshold) - 4);
      if (trace.times.length === 0) {
        context.fillStyle = paint.muted;
        context.textAlign = "center";
        context.fillText("no frames in the last five minutes", (area.left + area.right) / 2, height / 2);
      }
    }

    // Square roots: a few frames far out must be seen beside thousands near 1.
    function shares(counts) {
      const all = counts.reduce((a, b) => a + b, 0) || 1;
      return counts.map((n) => Math.sqrt(n / all));
    }

    function drawBinAxis(context, paint, area, perDecade, x) {
      context.strokeStyle = paint.line;
      context.lineWidth = 1;
      context.beginPath();
      context.moveTo(area.left, area.bottom + 0.5);
      context.lineTo(area.right, area.bottom + 0.5);
      context.stroke();
      context.fillStyle = paint.muted;
      context.textAlign = "center";
      let free = -Infinity;
      for (const tick of ticks) {
        const at = x(place(tick) * perDecade);
        if (at > area.right || at < free) continue;
        context.fillText(
          compact.format(tick), Math.min(Math.max(at, area.left + 5), area.right - 14), area.bottom + 15);
        free = at + 30;
      }
    }

    function drawBars(canvas, recent, scoring, threshold) {
      const {context, width, height} = surface(canvas);
      const paint = colours();
      const area = {left: 4, right: width - 4, top: 6, bottom: height - 18};
      const limit = place(threshold) * scoring.perDecade;
      const last = (counts) => counts.reduce((a, n, i) => n > 0 ? i : a, 0);
      const bins = Math.max(last(recent), last(scoring.calibration), limit) + 2;
      const step = (area.right - area.left) / bins;
      const x = (bin) => area.left + bin * step;
      const normal = shares(scoring.calibration), seen = shares(recent);
      const highest = Math.max(...normal, ...seen, 0.05);
      const bar = (left, share, width, colour) => {
        const size = share === 0 ? 0 : Math.max(1, share / highest * (area.bottom - area.top));
        context.fillStyle = colour;
        context.fillRect(left, area.bottom - size, width, size);
      };
      context.fillStyle = paint.shade;
      context.fillRect(x(limit), area.top, area.right - x(limit), area.bottom - area.top);
      for (let bin = 0; bin < normal.length && bin < bins; bin += 1) {
        bar(x(bin), normal[bin], Math.max(1, step - 1), paint.normal);
        bar(x(bin) + step * 0.25 - 0.5, seen[bin], Math.max(1, step * 0.5),
          bin + 0.5 > limit ? paint.alert : paint.score);
      }
      dashed(context, x(limit), area.top, x(limit), area.bottom, paint.alert);
      drawBinAxis(context, paint, area, scoring.perDecade, x);
    }
    """#
}
