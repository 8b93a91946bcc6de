// Records what a built page stores of a portfolio that has something of everything, for the tests that later builds
// still read it. Run it once for each new version of the stored form, with the build that writes that version:
//   node tests/data/stored-page/record.mjs tests/data/stored-page/version-N.json     of dist/ (or CAIRN_DIST)
import { writeFileSync } from 'node:fs';

import { addAddress, badge, pick, sampleLearner, title } from '../../page/support/badges.mjs';
import { dist, heading, launch, Profile, saved, visit } from '../../page/support/browser.mjs';
import { recorded } from '../../page/support/everything.mjs';
import { textFile } from '../../page/support/photo.mjs';
import { course, event, exported, jobBoard, meeting, plan, recordFor, research, selfAssessment, startEmpty, text } from '../../page/support/portfolio.mjs';
import { beginReflection, journal, link } from '../../page/support/reflections.mjs';
import { serve } from '../../../web/build/serve.mjs';

const [, , target] = process.argv;
if (!target) throw new Error('say where the recording goes');
const server = await serve({ folder: dist, port: 0 });
const browser = await launch();
try {
  const profile = await Profile.open({ browser, url: server.url }, { init: sampleLearner });
  const page = await profile.tab();
  await startEmpty(page);
  await visit(page, '#/settings');
  await text(page, 'Your name', 'Sample Learner');
  await addAddress(page);
  await event(page, { files: [textFile('fair.txt', 'Notes of the fair, as a sample.\n')] });
  await jobBoard(page, { files: [textFile('welcome.txt', 'Welcome, as a sample.\n')] });
  await meeting(page, { leaf: 'L1.G1.meeting', criterion: 'Career services talk', topic: 'What career services offers', title: 'First talk with career services' });
  await course(page, {});
  await selfAssessment(page);
  await research(page);
  await exported(page);
  await plan(page);
  await beginReflection(page, 'To speak with people whom I do not know. “Quotes”, an umlaut: ü, and a picture: 🪨.');
  await link(page, 'Spring career fair');
  await journal(page, 'A day in the lab', 'Nothing worked.\n\nIt was a good day.');
  await pick(page, [badge('level-1.json')]);
  await page.getByRole('heading', { level: 3, name: title }).waitFor();
  await visit(page, '#/wall');
  for (const box of await page.getByRole('list', { name: 'What can be shown', exact: true }).getByRole('checkbox').all()) await box.check();
  await text(page, 'Title', 'My wall');
  await recordFor(page, 'L1.G1.event');
  await text(page, 'Title', 'A workshop that I did not attend');
  await page.getByRole('button', { name: 'Move to the trash' }).click();
  await heading(page, 'Evidence');
  await saved(page);
  writeFileSync(target, `${JSON.stringify(await recorded(page), null, 1)}\n`);
  await profile.close();
} finally {
  await browser.close();
  await server.close();
}
