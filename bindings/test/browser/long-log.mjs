// A log as long as one can be: members of a group multicast in turn, and all deliver what is multicast.

const names = Array.from({ length: 8 }, (_, i) => `p${i}`);

/** As many events as asked for, in the format json or shiviz. */
export function longLog(format, events) {
  const happened = [];
  for (let m = 0; happened.length < events; m++) {
    happened.push(["multicast", m % names.length, m]);
    for (let p = 0; p < names.length && happened.length < events; p++) happened.push(["deliver", p, m]);
  }
  return format === "json" ? jsonOf(happened) : clocksOf(happened);
}

function jsonOf(happened) {
  const lines = happened.map(([kind, p, m]) => ({ type: "event", kind, process: names[p], message: `m${m}` }));
  const all = [{ type: "group", log: 1, processes: names }, ...lines, { type: "end", end: "quiescent" }];
  return all.map((one) => JSON.stringify(one)).join("\n");
}

function clocksOf(happened) {
  const clocks = names.map(() => names.map(() => 0));
  const sent = new Map();
  return happened
    .map(([kind, p, m]) => {
      const clock = clocks[p];
      if (kind === "deliver") for (const [q, n] of sent.get(m).entries()) clock[q] = Math.max(clock[q], n);
      clock[p]++;
      if (kind === "multicast") sent.set(m, [...clock]);
      const known = names.flatMap((name, q) => (clock[q] ? [`"${name}":${clock[q]}`] : []));
      return `${kind} m${m}\n${names[p]} {${known.join(",")}}`;
    })
    .join("\n");
}
