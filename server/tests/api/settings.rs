//! Settings that cannot be used keep the server from starting, and are named.

use crate::commands::{path, run};

#[test]
fn a_setting_that_cannot_be_used_is_named_before_anything_listens() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("sscard.toml");
    let data = dir.path().join("data");
    let wechat = "[host.wechat]\napp_id = 'wx1'";
    for (settings, key, why) in [
        ("register.url = 'register.example'", "register.url", "https://"),
        ("face.url = 'ftp://face.example/'", "face.url", "https://"),
        ("licence.url = 'https://'", "licence.url", "https://"),
        ("reading.url = 'not a url'", "reading.url", "https://"),
        ("sms.gateway_url = 'sms:1'", "sms.gateway_url", "https://"),
        (
            "[sms]\ngateway_url = 'http://sms.example/'\ngateway_token = 'hush'",
            "sms.gateway_url",
            "secret",
        ),
        ("[face]\nurl = 'http://192.0.2.1/'\ntoken = 'hush'", "face.url", "secret"),
        (wechat, "host.wechat.app_secret", "missing"),
        ("[host.wechat]\napp_secret = 'hush'", "host.wechat.app_id", "missing"),
        (
            "[host.wechat]\napp_id = 'wx1'\napp_secret = 'hush'\nurl = 'http://api.example'",
            "host.wechat.url",
            "secret",
        ),
        ("session.idle_minutes = 0", "session.idle_minutes", "from 1"),
        ("session.absolute_hours = -1", "session.absolute_hours", "from 1"),
        ("sms.code_minutes = 0", "sms.code_minutes", "from 1"),
        ("register.timeout_seconds = 0", "register.timeout_seconds", "from 1"),
        ("limits.concurrent_requests = 0", "limits.concurrent_requests", "from 1"),
        ("face.moves = 4", "face.moves", "three"),
    ] {
        std::fs::write(&file, settings).unwrap();
        let serve = ["serve", "--sandbox", "--listen", "127.0.0.1:0"];
        let where_from = ["--config", path(&file), "--data", path(&data)];
        let ended = run(&[&serve[..], &where_from].concat());
        assert_eq!(ended.code, 2, "{settings}: {}", ended.errors);
        assert!(ended.errors.contains(key) && ended.errors.contains(why), "{}", ended.errors);
        assert!(!ended.errors.contains("hush"), "{}", ended.errors);
        assert!(!data.exists(), "nothing was begun");
    }
}
