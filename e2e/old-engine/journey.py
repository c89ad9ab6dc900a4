"""The app in Chrome 69, the oldest supported engine: signs in, checks the real name, accepts the disclaimer and crops a card photo.

Usage: journey.py ADDRESS FILM [FOLDER]   (ADDRESS is a server with the sandbox and the plain build; FILM is the fake camera's film by
`sscard-specimen live`; FOLDER receives a screenshot of each state)

The engine is QtWebEngine from the wheels of requirements.txt, which `cargo xtask setup` installs in a folder of their own.
"""

import json
import os
import sys
import tempfile
import time
import urllib.request

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")
if len(sys.argv) > 2:
    os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = " ".join(
        ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", f"--use-file-for-fake-video-capture={sys.argv[2]}"]
    )

from PyQt5.QtCore import QPoint, Qt, QUrl  # noqa: E402
from PyQt5.QtTest import QTest  # noqa: E402
from PyQt5.QtWebEngineWidgets import QWebEnginePage, QWebEngineProfile, QWebEngineScript, QWebEngineView  # noqa: E402
from PyQt5.QtWidgets import QApplication  # noqa: E402

TIMEOUT_SECONDS = 60

# The actions of a user, by the visible texts of the page.
PAGE_ACTIONS = """
window.act = {
  findByText: function (words) {
    var all = document.querySelectorAll("main button, main a, dialog[open] button, header button");
    for (var i = 0; i < all.length; i++)
      if (all[i].textContent.trim() === words && all[i].offsetParent && !all[i].disabled) return all[i];
  },
  press: function (words) { var element = act.findByText(words); if (element) element.click(); return !!element; },
  findField: function (label) {
    var all = document.querySelectorAll("label");
    for (var i = 0; i < all.length; i++)
      if (all[i].textContent.replace(/\\*/g, "").trim().indexOf(label) === 0) return document.getElementById(all[i].htmlFor);
  },
  fillField: function (label, text) {
    var field = act.findField(label);
    if (!field) return false;
    field.focus(); field.value = text;
    field.dispatchEvent(new Event("input", {bubbles: true})); field.dispatchEvent(new Event("change", {bubbles: true})); field.blur();
    return true;
  },
  hasText: function (words) { return document.body.innerText.indexOf(words) >= 0; }
};
"""


class Page(QWebEnginePage):
    """Records console errors, and answers the file chooser with `file`."""

    def __init__(self, profile, view):
        super().__init__(profile, view)
        self.errors = []
        self.file = ""
        self.featurePermissionRequested.connect(self.grant_permission)

    def grant_permission(self, origin, feature):
        self.setFeaturePermission(origin, feature, QWebEnginePage.PermissionGrantedByUser)

    def javaScriptConsoleMessage(self, level, message, line, source):
        if level == 2:
            self.errors.append(f"{message} ({source}:{line})")

    def chooseFiles(self, mode, old, types):
        return [self.file]


class Journey:
    def __init__(self, address, folder):
        self.address, self.folder, self.screenshots = address, folder, 0
        self.app = QApplication(["journey", "--no-sandbox", "--disable-gpu", "--lang=zh-CN"])
        self.view = QWebEngineView()
        self.page = Page(QWebEngineProfile(self.view), self.view)
        actions = QWebEngineScript()
        actions.setSourceCode(PAGE_ACTIONS)
        actions.setInjectionPoint(QWebEngineScript.DocumentCreation)
        actions.setWorldId(QWebEngineScript.MainWorld)
        self.page.scripts().insert(actions)
        self.view.setPage(self.page)
        self.view.resize(390, 844)
        self.view.show()

    def evaluate(self, script):
        answers = []
        self.page.runJavaScript(script, answers.append)
        until = time.time() + TIMEOUT_SECONDS
        while not answers and time.time() < until:
            self.app.processEvents()
            time.sleep(0.01)
        return answers[0] if answers else None

    def wait_for(self, script, what):
        until = time.time() + TIMEOUT_SECONDS
        while time.time() < until:
            if self.evaluate(script):
                return
            self.app.processEvents()
            time.sleep(0.05)
        self.save_screenshot("failed")
        print(self.evaluate("document.body.innerText"), file=sys.stderr)
        sys.exit(f"failed: {what}; console errors: {self.page.errors[:5]}")

    def open(self, path):
        self.page.load(QUrl(self.address + path))
        pathname = json.dumps(path.split("?")[0])
        self.wait_for(f"location.pathname === {pathname} && !!document.querySelector('main h1')", f"{path} opens")

    def press(self, words):
        self.wait_for(f"act.press({json.dumps(words)})", f"{words} can be pressed")

    def click(self, selector):
        """A click by an input event: a script cannot open the file chooser."""
        centre = "(function (element) { element.scrollIntoView({block: 'center'}); var box = element.getBoundingClientRect();"
        centre += f" return [box.left + box.width / 2, box.top + box.height / 2]; }})(document.querySelector({json.dumps(selector)}))"
        left, top = self.evaluate(centre)
        QTest.mouseClick(self.view.focusProxy(), Qt.LeftButton, pos=QPoint(int(left), int(top)))

    def fill_field(self, label, text):
        self.wait_for(f"act.fillField({json.dumps(label)}, {json.dumps(text)})", f"{label} can be filled")

    def expect_text(self, words):
        self.wait_for(f"act.hasText({json.dumps(words)})", f"the page shows {words}")
        self.save_screenshot(words)

    def save_screenshot(self, name):
        if self.folder:
            until = time.time() + 0.4
            while time.time() < until:
                self.app.processEvents()
            self.screenshots += 1
            self.view.grab().save(os.path.join(self.folder, f"{self.screenshots:02}-{name}.png"))

    def fetch(self, path):
        with urllib.request.urlopen(self.address + path) as answer:
            return answer.read()


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    journey = Journey(sys.argv[1], sys.argv[3] if len(sys.argv) > 3 else None)
    mobile = f"199{int(time.time()) % 100_000_000:08}"
    journey.open("/minsheng?lang=zh-CN")
    agent = journey.evaluate("navigator.userAgent")
    journey.save_screenshot("home")
    journey.press("申请本人社会保障卡")
    journey.expect_text("使用本人手机号登录")
    journey.fill_field("手机号", mobile)
    journey.press("获取验证码")
    journey.expect_text("验证码已发送")
    text = json.loads(journey.fetch(f"/api/sandbox/outbox?mobile={mobile}"))[0]["text"]
    journey.fill_field("短信验证码", "".join(c if c.isdigit() else " " for c in text).split()[0])
    journey.press("登录")
    journey.expect_text("实名认证")
    journey.fill_field("姓名", "张样本")
    journey.fill_field("身份证号", "110108199003072011")
    journey.press("下一步")
    journey.wait_for("location.pathname !== '/minsheng/real-name'", "the real name is accepted")
    journey.wait_for("!!document.querySelector('main input[type=checkbox]') || location.pathname === '/minsheng/identity'", "免责声明")
    journey.save_screenshot("disclaimer")
    if journey.evaluate("location.pathname === '/minsheng/disclaimer'"):
        journey.evaluate("document.querySelector('main input[type=checkbox]').click()")
        journey.press("确定")
    journey.expect_text("身份识别")
    journey.open("/minsheng/card?lang=zh-CN")
    journey.expect_text("制卡照片")
    with tempfile.NamedTemporaryFile(suffix=".jpg") as photo:
        photo.write(journey.fetch("/sandbox/pictures/photo.jpg"))
        photo.flush()
        journey.page.file = photo.name
        journey.click("input[type=file]")
        journey.wait_for("!!document.querySelector('dialog[open] .crop-stage')", "the worker opens the photo")
        journey.save_screenshot("crop")
        journey.press("确定")
        journey.wait_for("!!document.querySelector('.upload-picture')", "the worker cuts and judges the photo")
        journey.save_screenshot("card photo")
    # The engine reports policy keywords that it does not know. Every other error is the app's.
    errors = [error for error in journey.page.errors if "invalid source" not in error]
    if errors:
        sys.exit(f"failed: console errors: {errors[:5]}")
    print(f"passed in {agent}", flush=True)
    # Exit without cleanup: Python destroys the Qt objects in an order that crashes the engine.
    os._exit(0)


main()
