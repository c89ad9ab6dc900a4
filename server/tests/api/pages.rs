//! The built page and the pages of the sandbox.

use reqwest::Method;

use crate::test_app::TestApp;

/// A server with a small built page.
pub(crate) async fn built() -> (TestApp, tempfile::TempDir) {
    let dist = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(dist.path().join(name), text).unwrap();
    write("index.html", "<html><script>alert(1)</script><script src=\"/a.js\"></script></html>");
    write("index.html.br", "compressed page");
    write("sscard-app-0123456789abcdef.js", "plain script");
    write("sscard-app-0123456789abcdef.js.br", "compressed script");
    write("sscard-app-0123456789abcdef_bg.wasm", "wasm");
    write("favicon.svg", "<svg/>");
    std::fs::write(dist.path().parent().unwrap().join("outside.txt"), "secret").unwrap();
    let app = TestApp::open_with(&format!("dist = '{}'", dist.path().display())).await;
    (app, dist)
}

#[tokio::test]
async fn every_page_of_the_app_is_the_index_and_a_missing_file_is_missing() {
    let (app, _dist) = built().await;
    let visitor = app.visitor();
    for path in ["/", "/minsheng/identity", "/me/applications/123", "/index.html"] {
        let answer = visitor.get(path).await;
        assert_eq!(answer.status, 200, "{path}");
        assert!(answer.text().contains("alert(1)"), "{path}");
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(answer.header("cache-control"), "no-cache");
    }
    assert_eq!(visitor.get("/missing-0123456789abcdef.js").await.status, 404);
    for path in ["/../outside.txt", "/%2e%2e/outside.txt", "/..%2foutside.txt"] {
        assert!(!visitor.get(path).await.text().contains("secret"), "{path}");
    }
    let post = visitor.send(visitor.request(Method::POST, "/minsheng")).await;
    assert_eq!(post.status, 405);
}

#[tokio::test]
async fn files_with_a_digest_are_kept_for_ever_and_come_compressed() {
    let (app, _dist) = built().await;
    let visitor = app.visitor();
    let path = "/sscard-app-0123456789abcdef.js";
    let plain = visitor.get(path).await;
    assert_eq!(plain.text(), "plain script");
    assert_eq!(plain.header("cache-control"), "public, max-age=31536000, immutable");
    assert!(plain.header("content-type").contains("javascript"));
    assert_eq!(plain.header("vary"), "accept-encoding");
    let brotli = visitor.request(Method::GET, path).header("accept-encoding", "gzip, br");
    let brotli = visitor.send(brotli).await;
    assert_eq!(brotli.header("content-encoding"), "br");
    assert_eq!(brotli.text(), "compressed script");
    let wasm = visitor.get("/sscard-app-0123456789abcdef_bg.wasm").await;
    assert_eq!(wasm.header("content-type"), "application/wasm");
    assert_eq!(visitor.get("/favicon.svg").await.header("cache-control"), "no-cache");
}

#[tokio::test]
async fn the_page_is_asked_for_again_but_sent_again_only_when_it_changed() {
    let (app, dist) = built().await;
    let visitor = app.visitor();
    let first = visitor.get("/").await;
    let etag = first.header("etag").to_owned();
    let again = visitor.request(Method::GET, "/").header("if-none-match", &etag);
    let again = visitor.send(again).await;
    assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
    let brotli = visitor.request(Method::GET, "/").header("accept-encoding", "br");
    assert_eq!(visitor.send(brotli).await.text(), "compressed page");

    std::fs::write(dist.path().join("index.html"), "<html>another page</html>").unwrap();
    let changed = visitor.request(Method::GET, "/").header("if-none-match", &etag);
    assert!(visitor.send(changed).await.text().contains("another page"));
}

#[tokio::test]
async fn the_policy_names_the_pages_own_inline_scripts_and_no_others() {
    let (app, _dist) = built().await;
    let answer = app.visitor().get("/").await;
    let policy = answer.header("content-security-policy");
    assert!(policy.contains("'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='"), "{policy}");
    assert_eq!(policy.matches("sha256-").count(), 1);
    assert!(policy.contains("'wasm-unsafe-eval'") && !policy.contains("'unsafe-inline'"));
}

#[tokio::test]
async fn inside_a_host_the_page_may_load_that_host_s_bridge_and_caches_keep_the_answers_apart() {
    let (app, _dist) = built().await;
    let visitor = app.visitor();
    for (agent, origin) in [
        ("Mozilla/5.0 Chrome/134.0 MicroMessenger/8.0.61 miniProgram/wx0", "https://res.wx.qq.com"),
        (
            "Mozilla/5.0 Chrome/69.0 AliApp(AP/10.5.26) AlipayClient/10.5.26 MiniProgram",
            "https://appx",
        ),
        (
            "Mozilla/5.0 Chrome/97.0 T7/13.32 swan/2.18.0 swan-baiduboxapp/13.32",
            "https://b.bdstatic.com",
        ),
        ("Mozilla/5.0 Chrome/140.0 Safari/537.36", ""),
    ] {
        let page = visitor.request(Method::GET, "/minsheng").header("user-agent", agent);
        let page = visitor.send(page).await;
        let (policy, early) = (page.header("content-security-policy"), page.header("link"));
        assert_eq!(policy.contains("https://"), !origin.is_empty(), "{agent}: {policy}");
        assert!(policy.contains(origin) && early.contains(origin), "{agent}: {policy}; {early}");
        assert_eq!(early.is_empty(), origin.is_empty(), "{agent}: {early}");
        assert_eq!(page.header("vary"), "accept-encoding, user-agent");
        assert_eq!(page.header("cache-control"), "no-cache");
    }
}

#[tokio::test]
async fn the_files_that_prove_the_domain_lie_in_the_data_directory() {
    let (app, _dist) = built().await;
    let visitor = app.visitor();
    let name = "MP_verify_AbCdEf0123456789.txt";
    assert_eq!(visitor.get(&format!("/{name}")).await.status, 404);
    let folder = app.data.path().join("verify");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join(name), "AbCdEf0123456789").unwrap();
    std::fs::write(app.data.path().join("secret-of-ours.txt"), "secret").unwrap();
    let file = visitor.get(&format!("/{name}")).await;
    assert_eq!((file.status.as_u16(), file.text().as_str()), (200, "AbCdEf0123456789"));
    assert_eq!(file.header("content-type"), "text/plain; charset=utf-8");
    for path in
        ["/secret-of-ours.txt", "/..%2fsecret-of-ours.txt", "/verify%2f..%2fsecret-of-ours.txt"]
    {
        assert!(!visitor.get(path).await.text().contains("secret"), "{path}");
    }
}

#[tokio::test]
async fn without_a_built_page_the_server_says_what_to_do() {
    let app = TestApp::open_with("dist = '/nowhere'").await;
    let answer = app.visitor().get("/").await;
    assert_eq!(answer.status, 503);
    assert!(answer.text().contains("cargo xtask build"));
    assert_eq!(app.visitor().get("/readyz").await.status, 200);
}

#[tokio::test]
async fn the_sandbox_shows_its_messages_people_and_pictures() {
    let app = TestApp::open().await;
    let visitor = app.visitor();
    assert!(visitor.get("/sandbox/outbox").await.text().contains("还没有短信"));
    visitor.ask_code("13900000001").await;
    visitor.ask_code("13900000002").await;
    let page = visitor.get("/sandbox/outbox").await.text();
    let (first, second) = (page.find("13900000002").unwrap(), page.find("13900000001").unwrap());
    assert!(first < second, "the newest is on top");
    assert!(
        page.contains(">刷新本页</a>")
            && !page.contains("http-equiv")
            && page.contains("沙箱短信收件箱")
    );
    let people = visitor.get("/sandbox/people").await.text();
    assert!(people.contains("张样本") && people.contains("110108199003072011"));
    assert!(people.contains("&quot;term&quot;:&quot;2016.04.12-2036.04.12&quot;"));
    // Every person has a card, and the accounts stand apart.
    let (listed, accounts) = people.split_once("<h2>账号</h2>").unwrap();
    assert_eq!(listed.matches("data-card=").count(), listed.matches("class=\"number\"").count());
    assert!(accounts.contains("密码 <span class=\"number\">"));
    assert!(people.contains("src=\"/sandbox/people.js\""));
    for script in ["people", "cards", "camera"] {
        let script = visitor.get(&format!("/sandbox/{script}.js")).await;
        assert!(script.header("content-type").contains("javascript"), "{script:?}");
    }
    assert!(visitor.get("/sandbox/people.js").await.text().contains("data-card"));
    let letters = visitor.get("/sandbox/cards.woff2").await;
    assert_eq!((letters.header("content-type"), &letters.body[..4]), ("font/woff2", &b"wOF2"[..]));
    for name in ["photo", "emblem_side", "portrait_side"] {
        let picture = visitor.get(&format!("/sandbox/pictures/{name}.jpg")).await;
        assert_eq!(picture.header("content-type"), "image/jpeg");
        assert!(picture.body.len() > 10_000);
    }
    assert_eq!(visitor.get("/sandbox/pictures/x.jpg").await.status, 404);
}

#[tokio::test]
async fn without_the_sandbox_none_of_it_exists() {
    let app = TestApp::open_with("sms.gateway_url = 'http://127.0.0.1:9/'").await;
    let visitor = app.visitor();
    assert_eq!(visitor.session().await["sandbox"], false);
    for path in [
        "/sandbox",
        "/sandbox/outbox",
        "/sandbox/people",
        "/sandbox/people.js",
        "/sandbox/cards.js",
        "/sandbox/cards.woff2",
        "/sandbox/camera.js",
        "/sandbox/head/ahead.jpg",
        "/sandbox/pictures/photo.jpg",
    ] {
        assert_eq!(visitor.get(path).await.status, 404, "{path}");
    }
    for path in ["/api/sandbox/outbox", "/api/sandbox/card"] {
        assert_eq!(visitor.get(path).await.refusal(), (404, "not_found".into()), "{path}");
    }
    assert_eq!(visitor.get("/api/branches?bank=102").await.json(), serde_json::json!([]));
}

#[tokio::test]
async fn who_cannot_run_the_page_finds_the_other_ways_and_the_branches_without_a_program() {
    let app = TestApp::open().await;
    let visitor = app.visitor();
    let page = visitor.get("/other-ways").await;
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    let page = page.text();
    assert!(!page.contains("<script") && page.contains("href=\"tel:96066\""));
    for words in
        ["其他办理方式", "“京通”小程序", "区、街道（乡镇）社保卡服务网点", "<option value=\"102\">"]
    {
        assert!(page.contains(words), "{words}");
    }
    // Nothing is listed before it is asked for; then those of the bank and of the words.
    assert!(!page.contains("支行"));
    let found = visitor.get("/other-ways?bank=102&q=%E6%B5%B7%E6%B7%80").await.text();
    assert!(found.contains("<option value=\"102\" selected>"));
    assert!(found.contains("海淀") && found.contains("支行"));
    assert!(visitor.get("/other-ways?q=%E6%97%A0").await.text().contains("没有找到符合条件的网点"));
    let english = visitor.get("/other-ways?lang=en").await.text();
    assert!(english.contains("<html lang=\"en\">") && english.contains("Other ways to apply"));
    // What was typed comes back as text and as nothing else.
    let hostile = visitor.get("/other-ways?q=%22%3E%3Cscript%3E").await.text();
    assert!(!hostile.contains("<script") && hostile.contains("&quot;&gt;&lt;script&gt;"));
}
