extension LivePage {
  /// The totals and the panel of each source.
  static let sourcesScript = #"""
    const panels = [];

    function tile(label, value, kind) {
      const element = make("div", "panel tile");
      element.append(make("b", kind, value), make("span", "muted", label));
      return element;
    }

    function showTotals(status) {
      const sources = status.sources;
      const up = sources.filter((source) => source.up).length;
      const alerts = sources.filter((source) => source.alert_active).length;
      const dropped = sources.reduce((a, source) => a + sum(source.dropped), 0);
      byId("tiles").replaceChildren(
        tile("sources up", `${up} of ${sources.length}`, up < sources.length ? "warn" : ""),
        tile("open alerts", alerts, alerts > 0 ? "bad" : ""),
        tile("alerts/min", Math.round(status.alerts_per_minute)),
        tile("frames/s", number(status.frames_per_second)),
        tile("frames dropped", count(dropped), dropped > 0 ? "warn" : ""),
        tile("factors generation", status.factors.generation));
      const state = byId("state");
      state.textContent = status.state;
      state.className = "pill " + ({running: "good", reloading: "good", stopping: "bad"}[status.state] || "warn");
      byId("about").textContent = `${status.version} · up ${span(status.uptime_s)} · ${status.workers} ` +
        `${status.workers === 1 ? "worker" : "workers"} · false-alarm rate ${number(100 * status.false_alarm_rate)} % · factors ${status.factors.digest.slice(0, 12)}` +
        (status.events_lost > 0 ? ` · ${count(status.events_lost)} events lost` : "");
      document.title = alerts > 0 ? `(${alerts}) rosed: alert` : "rosed";
    }

    function chart(caption, keys) {
      const figure = make("figure");
      const line = make("figcaption");
      line.append(make("span", "", caption));
      for (const [kind, text] of keys) line.append(make("span", "key " + kind, text));
      const canvas = make("canvas");
      canvas.setAttribute("role", "img");
      figure.append(line, canvas);
      return {figure, canvas};
    }

    function makePanel() {
      const panel = make("article", "panel");
      const head = make("div", "head");
      const name = make("h2"), pill = make("span", "pill"), alert = make("span", "pill bad", "alert");
      const endpoint = make("span", "muted");
      head.append(name, pill, alert, endpoint);
      const trace = chart("Score, last five minutes", [["score", "score"], ["anomalous", "above the threshold"]]);
      const bars = chart("Scores (√ of share)", [["normal", "calibration"], ["score", "recent"]]);
      const charts = make("div", "charts");
      charts.append(trace.figure, bars.figure);
      const figures = make("dl", "figures");
      panel.append(head, charts, figures);
      byId("sources").append(panel);
      return {panel, name, pill, alert, endpoint, figures, trace: trace.canvas, bars: bars.canvas, past: []};
    }

    function figure(label, value, detail, kind) {
      const box = make("div");
      const data = make("dd", kind, value);
      if (detail) data.append(make("small", "", detail));
      box.append(make("dt", "", label), data);
      return box;
    }

    // Frames a second over the last five seconds, from the counters.
    function rate(panel, source, now) {
      panel.past.push({now, scored: source.scored});
      while (panel.past.length > 1 && now - panel.past[0].now > 5000) panel.past.shift();
      const first = panel.past[0];
      return now > first.now ? (source.scored - first.scored) / (now - first.now) * 1000 : 0;
    }

    function showSource(panel, source, now) {
      panel.panel.classList.toggle("alert", source.alert_active);
      panel.name.textContent = source.name;
      panel.pill.textContent = source.up ? "up" : "no frames";
      panel.pill.className = "pill " + (source.up ? "good" : "warn");
      panel.alert.hidden = !source.alert_active;
      panel.endpoint.textContent = source.endpoint;
      const dropped = sum(source.dropped), invalid = sum(source.invalid);
      const silent = source.last_received_ts ? (now - source.last_received_ts / 1e6) / 1000 : null;
      panel.figures.replaceChildren(
        figure("last score", source.last_score === undefined ? "–" : number(source.last_score),
          `threshold ${number(source.threshold)}`,
          Number(source.last_score) > source.threshold ? "bad" : ""),
        figure("frames/s", number(rate(panel, source, now)),
          silent === null ? "never" : silent > 2 ? `last ${span(silent)} ago` : ""),
        figure("alerts", count(source.alerts)),
        figure("received", count(source.received), source.in_flight ? `${source.in_flight} in flight` : ""),
        figure("scored", count(source.scored)),
        figure("dropped", count(dropped), reasons(source.dropped), dropped > 0 ? "warn" : ""),
        figure("invalid", count(invalid), reasons(source.invalid), invalid > 0 ? "warn" : ""),
        figure("lost", count(source.lost), "", source.lost > 0 ? "warn" : ""));
    }

    function showSources(status, now) {
      byId("sources").classList.toggle("many", status.sources.length > 3);
      while (panels.length < status.sources.length) panels.push(makePanel());
      status.sources.forEach((source, i) => showSource(panels[i], source, now));
    }

    function drawSources(status, traces, scoring, now) {
      panels.forEach((panel, i) => {
        const threshold = Number(status.sources[i].threshold);
        const name = status.sources[i].name;
        drawTrace(panel.trace, traces[i], threshold, now);
        panel.trace.setAttribute("aria-label", `Scores of ${name} over the last five minutes`);
        drawBars(panel.bars, traces[i].recent, scoring, threshold);
        panel.bars.setAttribute("aria-label", `Distribution of the scores of ${name} and of the calibration`);
      });
    }
    """#
}
