extension LivePage {
  /// What follows `/events` and shows what it says.
  static let streamScript = #"""
    const known = {status: null, scoring: null, traces: [], now: 0};

    function extend(trace, points) {
      const first = points.times[0];
      // The newest slot may have been told before it was complete.
      while (trace.times.length > 0 && first !== undefined && trace.times[trace.times.length - 1] >= first) {
        trace.times.pop();
        trace.scores.pop();
        trace.anomalous.pop();
      }
      trace.times.push(...points.times);
      trace.scores.push(...points.scores.map(Number));
      trace.anomalous.push(...points.anomalous);
      const old = trace.times.findIndex((time) => time >= known.now - windowMilliseconds);
      const surplus = old < 0 ? trace.times.length : old;
      for (const column of [trace.times, trace.scores, trace.anomalous]) column.splice(0, surplus);
      trace.recent = points.recent;
    }

    function draw() {
      if (known.status && known.scoring) drawSources(known.status, known.traces, known.scoring, known.now);
    }

    function take(message, isEverything) {
      known.now = message.now;
      known.status = message.status;
      if (message.scoring) known.scoring = message.scoring;
      if (isEverything) {
        known.traces = message.points.map(() => ({times: [], scores: [], anomalous: [], recent: []}));
      }
      message.points.forEach((points, i) => extend(known.traces[i], points));
      showTotals(message.status);
      showSources(message.status, message.now);
      if (message.flagged) showFlagged(message.flagged);
      if (message.reloads) showReloads(message.reloads);
      if (!document.hidden) draw();
    }

    function follow() {
      const stream = new EventSource("/events");
      const link = byId("link");
      stream.addEventListener("open", () => { link.textContent = "live"; link.className = "muted"; });
      stream.addEventListener("all", (event) => take(JSON.parse(event.data), true));
      stream.addEventListener("change", (event) => take(JSON.parse(event.data), false));
      stream.addEventListener("error", () => {
        const ended = stream.readyState === EventSource.CLOSED;
        link.className = "bad";
        link.textContent = ended
          ? "no answer, or too many pages follow: trying again" : "connection lost: trying again";
        // A browser does not try again by itself where it was refused.
        if (ended) setTimeout(follow, 5000);
      });
    }

    window.addEventListener("resize", draw);
    document.addEventListener("visibilitychange", draw);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
    follow();
    """#
}
