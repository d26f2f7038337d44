extension LivePage {
  /// The flagged frames with their layer scores, and the reloads.
  static let framesScript = #"""
    const layersShown = 8;
    const cards = new Map();

    function layerBars(frame) {
      const box = make("div", "layers");
      const values = frame.standardised.map(Number);
      const highest = Math.max(...values);
      const shown = new Set(values.map((value, i) => [value, i])
        .sort((a, b) => b[0] - a[0]).slice(0, layersShown).map(([, i]) => i));
      values.forEach((value, i) => {
        if (!shown.has(i)) return;
        const row = make("div", value === highest ? "layer top" : "layer");
        const bar = make("div", "bar"), fill = make("i");
        fill.style.width = `${highest > 0 ? Math.max(0, place(value) / place(highest) * 100) : 0}%`;
        bar.append(fill);
        const name = make("span", "name", frame.layers[i]);
        name.title = frame.layers[i];
        row.append(name, bar, make("span", "value", number(value)));
        box.append(row);
      });
      if (values.length > layersShown) {
        box.append(make("span", "muted", `the ${layersShown} highest of ${values.length} layers`));
      }
      return box;
    }

    function makeCard(frame) {
      const card = make("article", "frame");
      const image = make("img");
      image.src = `/frames/${frame.id}.png`;
      image.alt = `Frame ${frame.frame.seq} of ${frame.source}`;
      const text = make("div");
      text.append(
        make("div", "title", frame.sender && frame.sender !== frame.source
          ? `${frame.source} · ${frame.sender}` : frame.source),
        make("div", "score", number(frame.score)),
        make("div", "text", `threshold ${number(frame.threshold)}, p ${number(frame.pValue)}`),
        make("div", "text muted", `${clock(frame.time)} · frame ${frame.frame.seq} · ` +
          `${frame.frame.shape.join("×")} · generation ${frame.generation}`));
      card.append(image, text, layerBars(frame));
      return card;
    }

    function showFlagged(frames) {
      byId("flagged-none").hidden = frames.length > 0;
      const wanted = new Set(frames.map((frame) => frame.id));
      for (const id of [...cards.keys()]) if (!wanted.has(id)) cards.delete(id);
      byId("flagged").replaceChildren(...frames.map((frame) => {
        if (!cards.has(frame.id)) cards.set(frame.id, makeCard(frame));
        return cards.get(frame.id);
      }));
    }

    function showReloads(reloads) {
      byId("reloads-none").hidden = reloads.length > 0;
      byId("reloads").replaceChildren(...reloads.map((reload) => {
        const row = make("li");
        const time = new Date(reload.ts / 1e6);
        row.append(
          make("span", "muted", `${time.toLocaleDateString()} ${clock(time)}`),
          make("span", reload.succeeded ? "" : "bad", reload.succeeded ? "done" : "failed"),
          make("span", "message", `${reload.message} (${number(reload.duration_ms)} ms)`));
        return row;
      }));
    }
    """#
}
