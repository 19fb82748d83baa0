#!/usr/bin/env python3
"""Signs in with a device code in headless Chromium, as a person would.

Usage: approval_page_test.py PATH/TO/o365-tenant

Speaks the WebDriver protocol (https://www.w3.org/TR/webdriver2/) to chromedriver; needs nothing but
Python's own library and Debian's packages chromium and chromium-driver.
"""

import json
import os
import re
import shutil
import ssl
import subprocess
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request

APP = '31359c7f-bd7e-475c-86db-fdb8c937548e'
AUTHORITY = 'https://login.microsoftonline.com/organizations/oauth2/v2.0/'
ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'  # WebDriver, section 12.1
FLAGS = [
    '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync',
    '--disable-dev-shm-usage'
]


class Tenant:
  """A tenant of the test's own."""

  def __init__(self, binary, folder):
    self.binary, self.folder = binary, folder
    self.run('start', '--poll-interval', '1')
    with open(os.path.join(folder, 'port')) as port:
      self.address = 'http://127.0.0.1:' + port.read().strip()
    trust = ssl.create_default_context(cafile=os.path.join(folder, 'ca.pem'))
    self.opener = urllib.request.build_opener(
        urllib.request.ProxyHandler({'https': self.address}),
        urllib.request.HTTPSHandler(context=trust))

  def run(self, *words):
    return subprocess.run([self.binary, *words, '--state-dir', self.folder], check=True,
                          capture_output=True, text=True).stdout

  def post(self, endpoint, **fields):
    body = urllib.parse.urlencode({'client_id': APP, **fields}).encode()
    try:
      with self.opener.open(AUTHORITY + endpoint, body) as answer:
        return json.load(answer)
    except urllib.error.HTTPError as refusal:
      return json.load(refusal)

  def start_sign_in(self):
    return self.post('devicecode', scope='https://graph.microsoft.com/.default offline_access')

  def poll(self, started):
    return self.post('token', grant_type='urn:ietf:params:oauth:grant-type:device_code',
                     device_code=started['device_code'])


class Browser:
  """A Chromium session."""

  def __init__(self, folder, proxy):
    self.driver = subprocess.Popen(['chromedriver', '--port=0'], stdout=subprocess.PIPE,
                                   stderr=subprocess.DEVNULL, text=True,
                                   env={**os.environ, 'HOME': folder})
    for line in self.driver.stdout:
      if match := re.search(r'started successfully on port (\d+)', line):
        break
    else:
      raise RuntimeError('chromedriver did not start')
    self.base = 'http://127.0.0.1:%s/session' % match[1]
    options = {'args': FLAGS + ['--user-data-dir=' + os.path.join(folder, 'profile'),
                                '--proxy-server=' + proxy]}
    # The certificate authority is a minute old and in no browser's list.
    session = self.ask('POST', '', {'capabilities': {'alwaysMatch': {
        'acceptInsecureCerts': True, 'timeouts': {'implicit': 20000},
        'goog:chromeOptions': options}}})
    self.base += '/' + session['sessionId']

  def ask(self, method, path, body=None):
    data = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(self.base + path, data, method=method)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
      with opener.open(request, timeout=60) as answer:
        return json.load(answer)['value']
    except urllib.error.HTTPError as refused:
      raise RuntimeError('chromedriver: ' + json.load(refused)['value']['message']) from refused

  def open(self, url):
    self.ask('POST', '/url', {'url': url})

  def find(self, xpath):
    # chromedriver waits for it, as long as "timeouts" above says.
    found = self.ask('POST', '/element', {'using': 'xpath', 'value': xpath})
    return '/element/' + found[ELEMENT]

  def wait_for(self, heading):
    """Waits for the page with this heading and returns its text."""
    self.find("//h1[.='%s']" % heading)
    return self.text()

  def type(self, xpath, text):
    self.ask('POST', self.find(xpath) + '/value', {'text': text})

  def click(self, xpath):
    self.ask('POST', self.find(xpath) + '/click', {})

  def text(self, xpath='//main'):
    return self.ask('GET', self.find(xpath) + '/text')

  def label(self, xpath):
    return self.ask('GET', self.find(xpath) + '/computedlabel')

  def close(self):
    self.ask('DELETE', '')
    self.driver.terminate()
    self.driver.wait()


def expect(condition, what):
  if not condition:
    raise AssertionError(what)
  print('ok:', what)


def button(text):
  return "//button[starts-with(normalize-space(.), '%s')]" % text


def check_first_sign_in(tenant, browser):
  started = tenant.start_sign_in()
  expect(tenant.poll(started)['error'] == 'authorization_pending', 'the sign-in is pending')
  browser.open(tenant.address + '/devicelogin')
  expect(browser.label("//input[@name='code']") == 'Code shown by the app or device',
         'the code field has its label as accessible name')
  browser.type("//input[@name='code']", started['user_code'].lower())
  browser.click(button('Next'))
  expect('admin@contoso' in browser.wait_for('Pick an account'), 'accounts are offered')
  browser.click(button('Adele Vance'))
  consent = browser.wait_for('Permissions requested')
  expect('Have full control of all site collections' in consent and 'offline_access' in consent,
         'consent is asked for at first use, and the permissions are listed')
  browser.click(button('Accept'))
  expect('close this window' in browser.wait_for('You are signed in'),
         'the person is told that all is done')
  expect(tenant.poll(started).get('token_type') == 'Bearer', 'the app gets its tokens')


def check_second_sign_in(tenant, browser):
  started = tenant.start_sign_in()
  browser.open(started['verification_uri'])
  browser.type("//input[@name='code']", started['user_code'])
  browser.click(button('Next'))
  browser.click(button('Adele Vance'))
  expect('close this window' in browser.wait_for('You are signed in'),
         'at the real address, through the proxy, without being asked for consent again')
  expect('access_token' in tenant.poll(started), 'the app gets its tokens again')


def check_refusals(tenant, browser):
  browser.open(tenant.address + '/devicelogin')
  browser.type("//input[@name='code']", '"><b id=x>')
  browser.click(button('Next'))
  expect("That code didn't work" in browser.text("//*[@role='alert']"), 'a wrong code is explained')
  expect(browser.ask('GET', browser.find("//input[@name='code']") + '/property/value') ==
         '"><b id=x>', 'what was typed comes back as text')
  started = tenant.start_sign_in()
  browser.open(tenant.address + '/devicelogin')
  browser.type("//input[@name='code']", started['user_code'])
  browser.click(button('Next'))
  browser.click(button('Cancel'))
  expect('not signed in' in browser.wait_for('Sign-in cancelled'), 'the person can cancel')
  expect(tenant.poll(started)['error'] == 'authorization_declined', 'and the app is told')


def main():
  if shutil.which('chromium') is None or shutil.which('chromedriver') is None:
    sys.exit('chromium is not installed')
  with tempfile.TemporaryDirectory(dir=os.environ.get('TEST_TMPDIR')) as folder:
    tenant = Tenant(os.path.abspath(sys.argv[1]), os.path.join(folder, 'tenant'))
    try:
      browser = Browser(folder, tenant.address)
      try:
        check_first_sign_in(tenant, browser)
        check_second_sign_in(tenant, browser)
        check_refusals(tenant, browser)
      finally:
        browser.close()
    finally:
      tenant.run('stop')
  print('1 passed, 0 failed')


if __name__ == '__main__':
  main()
