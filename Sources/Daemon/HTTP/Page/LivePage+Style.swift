extension LivePage {
  /// The style, light or dark as the browser prefers, for screens from a phone's width on.
  static let style = """
    :root {
      --ground: #f4f5f7; --panel: #ffffff; --line: #e2e5ea; --text: #1a1f26; --muted: #5d6675;
      --score: #2463c9; --alert: #c8281e; --good: #16794c; --warn: #9a5b00; --normal: #b9c0cb;
      --shade: rgba(200, 40, 30, .07);
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --ground: #0f1318; --panel: #181d24; --line: #2a313b; --text: #e5e9ef; --muted: #95a0b0;
        --score: #74a9ff; --alert: #ff7468; --good: #4cc38a; --warn: #e3a94b; --normal: #525c6b;
        --shade: rgba(255, 116, 104, .09);
      }
    }
    * { box-sizing: border-box; }
    body {
      margin: 0; background: var(--ground); color: var(--text);
      font: 14px/1.45 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
    }
    header {
      display: flex; flex-wrap: wrap; align-items: center; gap: 6px 12px; padding: 10px 20px;
      background: var(--panel); border-bottom: 1px solid var(--line);
    }
    h1 { font-size: 18px; margin: 0; }
    h2 { font-size: 15px; margin: 0 0 8px; }
    #link { margin-left: auto; }
    main { max-width: 1280px; margin: 0 auto; padding: 16px 20px 32px; display: grid; gap: 14px; }
    #sources { display: grid; gap: 14px; }
    #sources.many { grid-template-columns: repeat(auto-fit, minmax(min(100%, 540px), 1fr)); }
    #sources.many .charts { grid-template-columns: minmax(0, 1.6fr) minmax(0, 1fr); }
    .panel {
      background: var(--panel); border: 1px solid var(--line); border-radius: 8px;
      padding: 14px 16px; min-width: 0;
    }
    .panel.alert { border-color: var(--alert); box-shadow: inset 4px 0 0 var(--alert); }
    .muted { color: var(--muted); }
    .small { font-size: 12px; margin: 10px 0 0; }
    .note { padding: 0 20px; }
    .pill {
      border-radius: 99px; padding: 1px 10px; font-size: 12px; font-weight: 600;
      border: 1px solid currentColor; color: var(--muted); white-space: nowrap;
    }
    .pill.good { color: var(--good); }
    .pill.warn { color: var(--warn); }
    .pill.bad { color: var(--alert); }
    .bad { color: var(--alert); }
    .warn { color: var(--warn); }
    .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 10px; }
    .tile { padding: 10px 14px; }
    .tile b { display: block; font-size: 22px; font-weight: 600; line-height: 1.25; }
    .tile b, .figures dd, .layers, .axis { font-variant-numeric: tabular-nums; }
    .head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 10px; margin-bottom: 8px; }
    .head h2 { margin: 0; overflow-wrap: anywhere; }
    .head .muted { overflow-wrap: anywhere; }
    .charts { display: grid; grid-template-columns: minmax(0, 2.4fr) minmax(0, 1fr); gap: 18px; }
    figure { margin: 0; min-width: 0; }
    figcaption { display: flex; flex-wrap: wrap; gap: 0 14px; font-size: 12px; color: var(--muted); }
    figcaption .key::before {
      content: ""; display: inline-block; width: 10px; height: 10px; margin-right: 5px;
      border-radius: 2px; background: var(--key);
    }
    .key.score { --key: var(--score); }
    .key.anomalous { --key: var(--alert); }
    .key.normal { --key: var(--normal); }
    canvas { display: block; width: 100%; height: 190px; margin-top: 4px; }
    .figures {
      display: grid; grid-template-columns: repeat(auto-fit, minmax(100px, 1fr)); gap: 6px 16px;
      margin: 10px 0 0; padding-top: 10px; border-top: 1px solid var(--line);
    }
    .figures dt { color: var(--muted); font-size: 12px; }
    .figures dd { margin: 0; font-weight: 600; }
    .figures small { display: block; font-weight: 400; color: var(--muted); overflow-wrap: anywhere; }
    .frames { display: grid; grid-template-columns: repeat(auto-fill, minmax(290px, 1fr)); gap: 12px; }
    .frame {
      display: grid; grid-template-columns: 104px minmax(0, 1fr); gap: 4px 12px;
      border: 1px solid var(--line); border-radius: 6px; padding: 10px;
    }
    .frame img {
      width: 104px; height: 104px; object-fit: contain; image-rendering: pixelated;
      background: #000; border-radius: 3px;
    }
    .frame .title { overflow-wrap: anywhere; font-weight: 600; }
    .frame .text { font-size: 12px; overflow-wrap: anywhere; }
    .frame .score { font-size: 18px; font-weight: 600; color: var(--alert); }
    .layers { grid-column: 1 / -1; display: grid; gap: 2px; font-size: 11px; margin-top: 4px; }
    .layer { display: grid; grid-template-columns: 104px 1fr 52px; gap: 8px; align-items: center; }
    .layer .name { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; color: var(--muted); }
    .layer .value { text-align: right; }
    .layer .bar { height: 7px; border-radius: 2px; background: var(--line); overflow: hidden; }
    .layer .bar i { display: block; height: 100%; background: var(--score); }
    .layer.top .bar i { background: var(--alert); }
    .reloads { list-style: none; margin: 0; padding: 0; display: grid; gap: 6px; }
    .reloads li {
      display: grid; grid-template-columns: max-content 70px minmax(0, 1fr); gap: 10px;
      align-items: baseline;
    }
    .reloads .message { overflow-wrap: anywhere; }
    [hidden] { display: none !important; }
    @media (max-width: 760px) {
      header { padding: 10px 12px; }
      main { padding: 10px 12px 24px; }
      .tiles { grid-template-columns: repeat(3, 1fr); gap: 8px; }
      .tile { padding: 8px 10px; }
      .tile b { font-size: 18px; }
      .charts, #sources.many .charts { grid-template-columns: minmax(0, 1fr); }
      canvas { height: 150px; }
      .reloads li { grid-template-columns: max-content 1fr; }
      .reloads .message { grid-column: 1 / -1; }
    }
    """
}
