"""The page in Chrome 69, the oldest engine that it is for: signs in, says who one is, agrees, and has a card photo cut by the image worker.

Usage: journey.py ADDRESS FILM [FOLDER]   (a server with the sandbox, and the page built with its plain form; the film is what the camera
sees, as `sscard-specimen live` makes it; FOLDER gets a picture of each state)

The engine is Qt's, out of the wheels of requirements.txt, which `cargo xtask setup` installs in a folder of their own.
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

PATIENCE = 60

# What a person does, in terms of what is written on the page.
WAYS = """
window.act = {
  named: function (words) {
    var all = document.querySelectorAll("main button, main a, dialog[open] button, header button");
    for (var i = 0; i < all.length; i++)
      if (all[i].textContent.trim() === words && all[i].offsetParent && !all[i].disabled) return all[i];
  },
  press: function (words) { var it = act.named(words); if (it) it.click(); return !!it; },
  field: function (label) {
    var all = document.querySelectorAll("label");
    for (var i = 0; i < all.length; i++)
      if (all[i].textContent.replace(/\\*/g, "").trim().indexOf(label) === 0) return document.getElementById(all[i].htmlFor);
  },
  type: function (label, text) {
    var it = act.field(label);
    if (!it) return false;
    it.focus(); it.value = text;
    it.dispatchEvent(new Event("input", {bubbles: true})); it.dispatchEvent(new Event("change", {bubbles: true})); it.blur();
    return true;
  },
  says: function (words) { return document.body.innerText.indexOf(words) >= 0; }
};
"""


class Page(QWebEnginePage):
    """Notes what the console says, and chooses the file that is wanted."""

    def __init__(self, profile, view):
        super().__init__(profile, view)
        self.complaints = []
        self.file = ""
        self.featurePermissionRequested.connect(self.allow)

    def allow(self, origin, feature):
        self.setFeaturePermission(origin, feature, QWebEnginePage.PermissionGrantedByUser)

    def javaScriptConsoleMessage(self, level, message, line, source):
        if level == 2:
            self.complaints.append(f"{message} ({source}:{line})")

    def chooseFiles(self, mode, old, types):
        return [self.file]


class Journey:
    def __init__(self, address, folder):
        self.address, self.folder, self.seen = address, folder, 0
        self.app = QApplication(["journey", "--no-sandbox", "--disable-gpu", "--lang=zh-CN"])
        self.view = QWebEngineView()
        self.page = Page(QWebEngineProfile(self.view), self.view)
        ways = QWebEngineScript()
        ways.setSourceCode(WAYS)
        ways.setInjectionPoint(QWebEngineScript.DocumentCreation)
        ways.setWorldId(QWebEngineScript.MainWorld)
        self.page.scripts().insert(ways)
        self.view.setPage(self.page)
        self.view.resize(390, 844)
        self.view.show()

    def ask(self, script):
        answers = []
        self.page.runJavaScript(script, answers.append)
        until = time.time() + PATIENCE
        while not answers and time.time() < until:
            self.app.processEvents()
            time.sleep(0.01)
        return answers[0] if answers else None

    def wait(self, script, what):
        until = time.time() + PATIENCE
        while time.time() < until:
            if self.ask(script):
                return
            self.app.processEvents()
            time.sleep(0.05)
        self.look("failed")
        print(self.ask("document.body.innerText"), file=sys.stderr)
        sys.exit(f"failed: {what}; the console said {self.page.complaints[:5]}")

    def open(self, path):
        self.page.load(QUrl(self.address + path))
        there = json.dumps(path.split("?")[0])
        self.wait(f"location.pathname === {there} && !!document.querySelector('main h1')", f"{path} opens")

    def press(self, words):
        self.wait(f"act.press({json.dumps(words)})", f"{words} can be pressed")

    def touch(self, selector):
        """A press of a finger's own, which alone may open what chooses files."""
        place = "(function (it) { it.scrollIntoView({block: 'center'}); var at = it.getBoundingClientRect();"
        place += f" return [at.left + at.width / 2, at.top + at.height / 2]; }})(document.querySelector({json.dumps(selector)}))"
        left, top = self.ask(place)
        QTest.mouseClick(self.view.focusProxy(), Qt.LeftButton, pos=QPoint(int(left), int(top)))

    def type(self, label, text):
        self.wait(f"act.type({json.dumps(label)}, {json.dumps(text)})", f"{label} can be filled")

    def expect(self, words):
        self.wait(f"act.says({json.dumps(words)})", f"the page says {words}")
        self.look(words)

    def look(self, name):
        if self.folder:
            until = time.time() + 0.4
            while time.time() < until:
                self.app.processEvents()
            self.seen += 1
            self.view.grab().save(os.path.join(self.folder, f"{self.seen:02}-{name}.png"))

    def fetch(self, path):
        with urllib.request.urlopen(self.address + path) as answer:
            return answer.read()


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    journey = Journey(sys.argv[1], sys.argv[3] if len(sys.argv) > 3 else None)
    mobile = f"199{int(time.time()) % 100_000_000:08}"
    journey.open("/minsheng?lang=zh-CN")
    agent = journey.ask("navigator.userAgent")
    journey.look("home")
    journey.press("申请本人社会保障卡")
    journey.expect("使用本人手机号登录")
    journey.type("手机号", mobile)
    journey.press("获取验证码")
    journey.expect("验证码已发送")
    text = json.loads(journey.fetch(f"/api/sandbox/outbox?mobile={mobile}"))[0]["text"]
    journey.type("短信验证码", "".join(c if c.isdigit() else " " for c in text).split()[0])
    journey.press("登录")
    journey.expect("实名认证")
    journey.type("姓名", "张样本")
    journey.type("身份证号", "110108199003072011")
    journey.press("下一步")
    journey.wait("location.pathname !== '/minsheng/real-name'", "the name is taken")
    journey.wait("!!document.querySelector('main input[type=checkbox]') || location.pathname === '/minsheng/identity'", "免责声明")
    journey.look("disclaimer")
    if journey.ask("location.pathname === '/minsheng/disclaimer'"):
        journey.ask("document.querySelector('main input[type=checkbox]').click()")
        journey.press("确定")
    journey.expect("身份识别")
    journey.open("/minsheng/card?lang=zh-CN")
    journey.expect("制卡照片")
    with tempfile.NamedTemporaryFile(suffix=".jpg") as photo:
        photo.write(journey.fetch("/sandbox/pictures/photo.jpg"))
        photo.flush()
        journey.page.file = photo.name
        journey.touch("input[type=file]")
        journey.wait("!!document.querySelector('dialog[open] .crop-stage')", "the worker opens the photo")
        journey.look("crop")
        journey.press("确定")
        journey.wait("!!document.querySelector('.upload-picture')", "the worker cuts and judges the photo")
        journey.look("card photo")
    # A word of the policy that it does not know is the engine's own remark; everything else would be ours.
    complaints = [one for one in journey.page.complaints if "invalid source" not in one]
    if complaints:
        sys.exit(f"failed: the console said {complaints[:5]}")
    print(f"passed in {agent}", flush=True)
    # Python takes the engine apart in an order that it does not survive; all has been said.
    os._exit(0)


main()
