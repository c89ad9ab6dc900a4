//! What the server acknowledged survives its being killed, and nothing is there twice.

use std::{
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, ChildStderr, Command, Stdio},
    sync::Mutex,
};

use serde_json::json;
use sscard_shared::api::APPLICATIONS_PATH;

use crate::test_app::{LI, Visitor, ZHANG, visitor};

pub(crate) struct Server {
    child: Child,
    pub(crate) base: String,
}

pub(crate) fn serve(data: &Path) -> Server {
    sscard_server::install_tls();
    let mut child = Command::new(env!("CARGO_BIN_EXE_sscard-server"))
        .args(["serve", "--listen", "127.0.0.1:0", "--sandbox", "--data"])
        .arg(data)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let base = lines.next().unwrap().unwrap();
    Server { child, base }
}

impl Server {
    /// Kills it as a power cut would, and gives what it had logged.
    pub(crate) fn kill(mut self) -> String {
        self.child.kill().unwrap();
        let log: ChildStderr = self.child.stderr.take().unwrap();
        let log = std::io::read_to_string(log).unwrap();
        self.child.wait().unwrap();
        log
    }
}

async fn real_named(base: &str, mobile: &str, person: (&str, &str)) -> Visitor {
    let visitor = visitor(base);
    visitor.sign_in(mobile).await;
    assert_eq!(visitor.real_name(person).await.status, 200);
    visitor
}

#[tokio::test(flavor = "multi_thread")]
async fn an_acknowledged_application_survives_a_kill_and_its_key_finds_it_again() {
    let dir = tempfile::tempdir().unwrap();
    let server = serve(dir.path());
    let mut zhang = real_named(&server.base, "13900000001", ZHANG).await;
    let draft = zhang.complete_draft().await;
    let first = zhang.submit("0123456789abcdef", &draft).await;
    assert_eq!(first.status, 201, "{}", first.text());
    server.kill();

    let server = serve(dir.path());
    zhang.base.clone_from(&server.base);
    let again = zhang.submit("0123456789abcdef", &draft).await;
    assert_eq!((again.status.as_u16(), again.json()), (200, first.json()));
    let list = zhang.get(APPLICATIONS_PATH).await.json();
    assert_eq!(list.as_array().unwrap().len(), 1);
    for kind in ["photo", "emblem_side", "portrait_side"] {
        let path = format!("/api/pictures/{}", draft[kind].as_str().unwrap());
        assert_eq!(zhang.get(&path).await.status, 200);
    }
    server.kill();
}

#[tokio::test(flavor = "multi_thread")]
async fn kills_in_the_middle_of_submits_lose_and_double_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let mut server = serve(dir.path());
    let mut visitor = real_named(&server.base, "13900000001", ZHANG).await;
    let draft = visitor.complete_draft().await;
    let receipts = Mutex::new(std::collections::BTreeSet::new());
    for pause in [0, 1, 2, 3, 5, 8] {
        let submits = (0..8).map(|_| async {
            let body = json!({ "key": "0123456789abcdef", "draft": draft });
            let sent = visitor.request(reqwest::Method::POST, APPLICATIONS_PATH).json(&body);
            // Many of these meet a server that is no longer there.
            if let Ok(answer) = sent.send().await
                && let Ok(answer) = answer.json::<serde_json::Value>().await
                && let Some(receipt) = answer["receipt"].as_str()
            {
                receipts.lock().unwrap().insert(receipt.to_owned());
            }
        });
        let killing = async {
            tokio::time::sleep(std::time::Duration::from_millis(pause)).await;
            server.kill();
        };
        tokio::join!(futures_util::future::join_all(submits), killing);
        server = serve(dir.path());
        visitor.base.clone_from(&server.base);
    }
    let last = visitor.submit("0123456789abcdef", &draft).await;
    assert!(matches!(last.status.as_u16(), 200 | 201), "{}", last.text());
    receipts.lock().unwrap().insert(last.json()["receipt"].as_str().unwrap().to_owned());
    assert_eq!(receipts.lock().unwrap().len(), 1);
    let list = visitor.get(APPLICATIONS_PATH).await.json();
    assert_eq!(list.as_array().unwrap().len(), 1);
    server.kill();
    let verify = Command::new(env!("CARGO_BIN_EXE_sscard-server"))
        .args(["verify", "--data"])
        .arg(dir.path())
        .output()
        .unwrap();
    assert!(verify.status.success(), "{}", String::from_utf8_lossy(&verify.stdout));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_of_a_whole_road_names_nobody() {
    let dir = tempfile::tempdir().unwrap();
    let server = serve(dir.path());
    let zhang = real_named(&server.base, "13900000001", ZHANG).await;
    let draft = zhang.complete_draft().await;
    let receipt = zhang.submit("0123456789abcdef", &draft).await.json();
    let receipt = receipt["receipt"].as_str().unwrap().to_owned();
    zhang.get(&format!("{APPLICATIONS_PATH}/{receipt}")).await;
    zhang.get("/api/branches?bank=13900000001").await;
    zhang.real_name(LI).await;
    zhang.real_name((ZHANG.0, LI.1)).await;
    let token = zhang.cookie.lock().unwrap().clone().unwrap();
    let log = server.kill();
    assert!(log.contains("\"route\":\"/api/applications/{receipt}\""), "{log}");
    let secrets = [
        ZHANG.0,
        ZHANG.1,
        LI.0,
        LI.1,
        "13900000001",
        "样本路",
        &receipt,
        draft["photo"].as_str().unwrap(),
        token.split_once('=').unwrap().1,
    ];
    for secret in secrets {
        assert!(!log.contains(secret), "{secret} is in the log");
    }
}
