'use strict';

// Everything from outside becomes text, never markup: no innerHTML in this file.

const byId = id => document.getElementById(id);
const POINTS = 120;
const rates = [];
let lastMessage = 0;

const whole = new Intl.NumberFormat('en', {maximumFractionDigits: 0});
const fine = new Intl.NumberFormat('en', {maximumFractionDigits: 1, minimumFractionDigits: 1});
const money = new Intl.NumberFormat('en', {maximumFractionDigits: 2, minimumFractionDigits: 2});
const count = n => n === null || n === undefined ? '–' : whole.format(n);
const millis = n => n === null || n === undefined ? '–' : n < 10000 ? whole.format(n) + ' ms' : span(n / 1000);

function span(seconds) {
  if (seconds === null || seconds === undefined) return '–';
  if (seconds < 120) return fine.format(seconds) + ' s';
  if (seconds < 7200) return whole.format(seconds / 60) + ' min';
  return whole.format(seconds / 3600) + ' h';
}

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function show(id, text) {
  byId(id).textContent = text;
}

/** rows: [{name, value, text}]; mark: a value that gets a line across the bar. */
function bars(target, rows, options) {
  const most = Math.max(1, options.most || 0, ...rows.map(row => row.value || 0));
  target.replaceChildren(...rows.map(row => {
    const bar = element('div', options.mark && row.value > options.mark ? 'bar over' : 'bar');
    const name = element('span', 'name', row.name);
    name.title = row.name;
    const track = element('span', 'track');
    const fill = element('span', 'fill');
    fill.style.width = 100 * Math.min(1, Math.max(0, row.value || 0) / most) + '%';
    track.append(fill);
    if (options.mark) {
      const mark = element('span', 'mark');
      mark.style.left = 'calc(' + 100 * options.mark / most + '% - 1px)';
      track.append(mark);
    }
    bar.append(name, track, element('span', 'value', row.text || count(row.value)));
    return bar;
  }));
  if (rows.length === 0) target.append(element('p', 'empty', options.empty || 'nothing yet'));
}

function facts(target, pairs) {
  target.replaceChildren(...pairs.flatMap(([name, value]) =>
    [element('span', 'name', name), element('span', 'value', value)]));
}

function reveal(id, visible) {
  byId(id).hidden = !visible;
}

function descending(object) {
  return Object.entries(object || {}).sort((a, b) => b[1] - a[1])
    .map(([name, value]) => ({name, value}));
}

function line(id, values) {
  const most = Math.max(1, ...values);
  const step = 240 / (POINTS - 1);
  const from = 240 - (values.length - 1) * step;
  const points = values.map((value, i) =>
    (from + i * step).toFixed(1) + ',' + (46 - 44 * value / most).toFixed(1));
  byId(id).querySelector('polyline').setAttribute('points', points.join(' '));
}

/** The totals of all jobs; each metric is of one job only, or the first that has it counts. */
function total(jobs, name) {
  const job = jobs.find(each => each.totals && each.totals[name] !== undefined);
  return job ? job.totals[name] : undefined;
}

function head(jobs, promise) {
  const job = jobs.find(each => each.job === 'ingest') || jobs[0];
  if (!job) return;
  rates.push(job.rows_per_second);
  if (rates.length > POINTS) rates.shift();
  show('rate', count(job.rows_per_second));
  line('rate-line', rates);
  show('records', count(job.totals.input_rows));
  const latency = job.latency_ms;
  show('p99', millis(latency.p99));
  const rows = ['p50', 'p95', 'p99'].map(name =>
    ({name, value: latency[name], text: millis(latency[name])}));
  bars(byId('latency'), rows, {mark: promise, most: promise * 1.25});
  const verdict = byId('promise');
  if (latency.p99 === null) {
    verdict.textContent = 'the promise is ' + span(promise / 1000) + ' at p99';
    verdict.className = 'note';
  } else {
    const kept = latency.p99 <= promise;
    verdict.textContent = (kept ? 'within' : 'over') + ' the promise of ' + span(promise / 1000) + ' at p99';
    verdict.className = kept ? 'note good' : 'note bad';
  }
  show('lag', count(job.lag.records));
  show('lag-seconds', span(job.lag.seconds));
}

function table(jobs) {
  byId('jobs').tBodies[0].replaceChildren(...jobs.map(job => {
    const row = element('tr');
    const stage = element('td', job.stage === 'running' ? 'good' : job.stage === 'failed' ? 'bad' : 'wait',
      job.stage.replaceAll('_', ' '));
    const batch = job.batch || job.pass || {};
    row.append(element('td', '', job.job), stage, ...[
      count(batch.id), span(batch.duration_seconds), span(batch.age_seconds), count(job.rows_per_second),
      millis(job.latency_ms.p50), millis(job.latency_ms.p99), count(job.lag.records), count(job.totals.restarts),
    ].map(text => element('td', '', text)));
    return row;
  }));
}

function business(jobs) {
  const events = total(jobs, 'events');
  reveal('events-card', events !== undefined);
  bars(byId('events'), descending(events), {});
  const sessions = total(jobs, 'sessions_closed');
  reveal('sessions-card', sessions !== undefined);
  if (sessions !== undefined) {
    facts(byId('sessions'), [
      ['active', count(total(jobs, 'sessions_active'))],
      ['opened', count(total(jobs, 'sessions_opened'))],
      ['closed', count(sessions)],
    ]);
  }
  const orders = total(jobs, 'orders');
  reveal('sales-card', orders !== undefined);
  if (orders !== undefined) {
    const payments = Object.values(total(jobs, 'payments') || {}).reduce((a, b) => a + b, 0);
    facts(byId('sales'), [
      ['orders', count(orders)],
      ['payments', count(payments)],
      ...Object.entries(total(jobs, 'paid_amount') || {}).map(([name, sum]) => ['paid ' + name, money.format(sum)]),
    ]);
  }
  funnels(total(jobs, 'funnel_users'));
  const items = jobs.flatMap(job => job.top_items || []);
  reveal('items-card', items.length > 0);
  bars(byId('items'), items.map(each => ({name: each.item, value: each.events})), {});
  bars(byId('quarantine'), descending(total(jobs, 'rejected_rows')), {empty: 'nothing was rejected'});
}

/** users: {"funnel/step": number} */
function funnels(users) {
  const named = new Map();
  for (const [key, value] of Object.entries(users || {})) {
    const cut = key.lastIndexOf('/');
    const name = key.slice(0, cut);
    if (!named.has(name)) named.set(name, []);
    named.get(name).push({name: 'step ' + key.slice(cut + 1), value});
  }
  reveal('funnels-card', users !== undefined);
  byId('funnels').replaceChildren(...[...named].flatMap(([name, steps]) => {
    const target = element('div', 'bars');
    bars(target, steps, {});
    return [element('h3', '', name), target];
  }));
  if (named.size === 0) byId('funnels').append(element('p', 'empty', 'nobody has begun yet'));
}

function errors(jobs) {
  const all = jobs.flatMap(job => job.errors.map(error => ({job: job.job, ...error})));
  all.sort((a, b) => b.at.localeCompare(a.at));
  byId('errors').replaceChildren(...all.slice(0, 10).map(error => {
    const item = element('li');
    const time = element('time', '', error.at.slice(0, 19).replace('T', ' ') + ' UTC');
    time.dateTime = error.at;
    item.append(time, document.createTextNode(error.job + ': ' + error.problem + '. ' + error.remedy + '.'));
    return item;
  }));
  if (all.length === 0) byId('errors').append(element('li', 'empty', 'none'));
}

function connection(state, text) {
  const chip = byId('connection');
  chip.className = 'chip ' + state;
  chip.textContent = text;
}

function render(status) {
  lastMessage = Date.now();
  connection('good', 'live');
  show('pipeline', 'pipeline ' + status.pipeline);
  show('at', 'As of ' + status.at.slice(0, 19).replace('T', ' ') + ' UTC.');
  head(status.jobs, status.promise_ms);
  table(status.jobs);
  business(status.jobs);
  errors(status.jobs);
}

const source = new EventSource('/events');
source.onmessage = message => render(JSON.parse(message.data));
source.onerror = () => connection('bad', 'not connected');
setInterval(() => {
  if (lastMessage && Date.now() - lastMessage > 5000) connection('bad', 'no news for ' + Math.round((Date.now() - lastMessage) / 1000) + ' s');
}, 1000);
