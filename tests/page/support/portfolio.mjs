// What a learner does, in the words of the page.
import { readFileSync } from 'node:fs';

import { heading, saved, still, visit } from './browser.mjs';

/** From the welcome to an empty path. */
export async function startEmpty(page) {
  await page.getByRole('button', { name: 'Start empty' }).click();
  await heading(page, 'Career Prepared');
  await still(page);
}

const main = (page) => page.getByRole('main', { name: 'Content' });

export async function text(scope, label, value) {
  const field = scope.getByRole('textbox', { name: label, exact: true });
  await field.fill(value);
  await field.blur();
}

export async function date(scope, label, value) {
  const field = scope.getByLabel(label, { exact: true });
  await field.fill(value);
  await field.blur();
}

export const choose = (scope, label, option) => scope.getByRole('combobox', { name: label, exact: true }).selectOption({ label: option });
export const tick = (scope, label) => scope.getByRole('checkbox', { name: label, exact: true }).check();

/** Adds an entry to a list of the form and fills its cells, texts by label; `choices` likewise. */
export async function row(page, list, add, cells, choices = {}) {
  const group = page.getByRole('group', { name: list, exact: true });
  const before = await group.getByRole('button', { name: new RegExp(`^Remove: ${list} \\d+$`) }).count();
  await group.getByRole('button', { name: add, exact: true }).click();
  const entry = group.getByRole('group', { name: `${list} ${before + 1}`, exact: true });
  for (const [label, value] of Object.entries(cells)) await text(entry, label, value);
  for (const [label, value] of Object.entries(choices)) await choose(entry, label, value);
}

/** Gives files to the record that is shown, and waits until each is kept. */
export async function give(page, files) {
  await page.getByLabel('Add files').setInputFiles(files);
  for (const { name } of files) await page.getByRole('button', { name: `Remove ${name}`, exact: true }).waitFor();
  await still(page);
}

/** From anywhere: a new record for a criterion. */
export async function recordFor(page, criterion) {
  await visit(page, `#/path/${criterion}`);
  await main(page).getByRole('button', { name: 'Add a record', exact: true }).click();
  await page.getByLabel('Add files').waitFor();
  await still(page);
}

/** Claims what the record on the page is attached to. */
export async function claim(page, criterion) {
  await page.getByRole('button', { name: `Claim: ${criterion}`, exact: true }).click();
  await page.getByRole('button', { name: `Withdraw the claim: ${criterion}`, exact: true }).waitFor();
}

export async function meeting(page, { leaf, criterion, topic, title, files = [] }) {
  await recordFor(page, leaf);
  await text(page, 'Title', title);
  await date(page, 'Date of the meeting', '2026-03-04');
  await row(page, 'Who you met', 'Add a person', { Name: 'Sample Counselor' }, { Role: 'Career counselor' });
  await choose(page, 'What you talked about', topic);
  await text(page, 'What happened', 'I asked how the office can help me, and I will come back in May.');
  if (files.length > 0) await give(page, files);
  await claim(page, criterion);
  await saved(page);
}

export async function event(page, { files }) {
  await recordFor(page, 'L1.G1.event');
  await text(page, 'Title', 'Spring career fair');
  await date(page, 'Date of the event', '2026-04-10');
  await choose(page, 'What kind it was', 'Career event, such as a fair or a panel');
  await tick(page, 'It is approved for this pathway');
  await give(page, files);
  await claim(page, 'Career event attended');
  await saved(page);
}

export async function course(page, { files }) {
  await recordFor(page, 'L1.G2.course');
  await text(page, 'Course name', 'First-year seminar (sample)');
  await choose(page, 'What kind it was', 'First-year seminar');
  await date(page, 'First day', '2025-09-01');
  await date(page, 'Last day', '2025-12-12');
  await tick(page, 'Exploring careers');
  await tick(page, 'It is approved for this pathway');
  await row(page, 'Who can confirm it', 'Add a person', { Name: 'Sample Instructor' }, { Role: 'Instructor' });
  if (files?.length > 0) await give(page, files);
  await claim(page, 'Course with career content');
  await saved(page);
}

export async function selfAssessment(page, { files = [] } = {}) {
  await recordFor(page, 'L1.G2.self');
  await text(page, 'Title', 'My interests, first year');
  await date(page, 'Date you finished it', '2026-02-20');
  await choose(page, 'Which one you used', 'FOCUS 2');
  await text(page, 'Main result', 'Social and enterprising');
  if (files.length > 0) await give(page, files);
  await claim(page, 'Self-assessment');
  await saved(page);
}

export async function research(page) {
  await recordFor(page, 'L1.G2.research');
  await text(page, 'Title', 'Jobs in marine science');
  await row(page, 'Careers', 'Add a career', { 'Job title': 'Lab technician', 'What it asks for': 'A degree in biology and work in a lab.' });
  await row(page, 'Where you looked', 'Add a resource', { Name: 'Occupational Outlook Handbook', 'Web address, if it has one': 'https://www.bls.gov/ooh/' });
  await claim(page, 'Careers researched');
  await saved(page);
}

export async function jobBoard(page, { files, alt }) {
  await recordFor(page, 'L1.G3');
  await text(page, 'Title', 'My job board account');
  await choose(page, 'What it is for', 'The job board of my campus, such as CareerLink');
  await date(page, 'Date you signed up', '2026-01-15');
  await give(page, files);
  if (alt) await text(page, 'What does the picture show?', alt);
  await claim(page, 'Job board account');
  await saved(page);
}

async function activity(page, title, { due, serves, proof }) {
  await visit(page, '#/plan');
  await main(page).getByRole('button', { name: 'Add an activity', exact: true }).click();
  await text(page, 'What you will do', title);
  await choose(page, 'What it is for', 'Building a skill');
  if (due) await date(page, 'When it should be done', due);
  if (serves) await choose(page, 'What it may count for', serves);
  if (proof) await text(page, 'What you will keep as proof', proof);
}

/** A plan with activities in every state, claimed; ends at the plan. */
export async function plan(page) {
  await visit(page, '#/plan');
  await main(page).getByRole('button', { name: 'Start your plan', exact: true }).click();
  await text(page, 'Title', 'Toward work in a lab');
  await choose(page, 'What kind of plan it is', 'Career action plan');
  await row(page, 'Values', 'Add a value', { 'What matters to you': 'Work outdoors' });
  await visit(page, '#/plan');
  await main(page).getByRole('button', { name: 'Claim: Career action plan', exact: true }).click();
  await activity(page, 'Practice an interview with a friend', { due: '2040-12-03', serves: 'Level 2: Interview practiced', proof: 'A note of what we said' });
  await activity(page, 'Show up early every day', { due: '2025-03-01', proof: 'A word from my supervisor' });
  await activity(page, 'Visit the spring career fair', { serves: 'Level 1: Career event attended' });
  await activity(page, 'Learn a second language', {});
  await visit(page, '#/plan');
  await main(page).getByRole('button', { name: 'Begin: Show up early every day', exact: true }).click();
  await main(page).getByRole('button', { name: 'Mark as done: Visit the spring career fair', exact: true }).click();
  await main(page).getByRole('link', { name: /^Learn a second language/ }).click();
  await choose(page, 'How it stands', 'Dropped');
  await visit(page, '#/plan');
}

/** Exports Level 1 and returns the bytes of the file that the browser was given. */
export async function exported(page) {
  await visit(page, '#/submit');
  const begun = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export bundle.json', exact: true }).click();
  const download = await begun;
  const bytes = readFileSync(await download.path());
  return { name: download.suggestedFilename(), bytes, bundle: JSON.parse(bytes.toString('utf8')) };
}

/** What a bundle's record.json files say, by title. */
export function recordsIn(bundle) {
  const files = bundle.evidence.filter(({ name }) => name === 'record.json');
  return files.map(({ id }) => JSON.parse(Buffer.from(id.split(',')[1], 'base64').toString('utf8')));
}
