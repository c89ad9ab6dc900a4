//! The command line: what is printed, and how it ends.

use std::{
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};

use serde_json::{Value, json};
use sscard_shared::api::APPLICATIONS_PATH;
use sscard_vision::{encode_id_picture, probe};

use crate::test_app::{TestApp, ZHANG, bust, card_photo, typed_draft};

pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) lines: Vec<Value>,
    pub(crate) errors: String,
}

pub(crate) fn run(arguments: &[&str]) -> Ended {
    run_with(arguments, "", &[])
}

fn run_with(arguments: &[&str], input: &str, variables: &[(&str, &str)]) -> Ended {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sscard-server"))
        .args(arguments)
        .env_remove("DATABASE_URL")
        .env_remove("OBJECT_STORE_URL")
        .envs(variables.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that reads no input may have ended already.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let ended = child.wait_with_output().unwrap();
    let printed = String::from_utf8(ended.stdout).unwrap();
    Ended {
        code: ended.status.code().unwrap(),
        lines: printed.lines().filter_map(|line| serde_json::from_str(line).ok()).collect(),
        errors: String::from_utf8(ended.stderr).unwrap(),
    }
}

pub(crate) fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn check_judges_one_value() {
    let good = run(&["check", "id_number", "１１０１０８１９９００３０７２０１１"]);
    assert_eq!((good.code, &good.lines[0]["normalised"]), (0, &json!(ZHANG.1)));
    assert_eq!(good.lines[0]["ok"], true);
    let bad = run(&["check", "id_number", "110108199003072012"]);
    assert_eq!((bad.code, &bad.lines[0]["ok"]), (1, &json!(false)));
    assert_eq!(bad.lines[0]["faults"][0]["code"], "check_digit");
    assert_eq!(bad.lines[0]["faults"][0]["severity"], "hard");
    for value in ["-1", "--nothing", "-"] {
        assert_eq!(run(&["check", "mobile", value]).code, 1, "{value}");
    }
    assert_eq!(run(&["check", "branch", "102999001001"]).code, 0);
    assert_eq!(run(&["check", "birth_date", "2026-06-16", "--today", "2026-06-15"]).code, 1);
    assert_eq!(run(&["check", "birth_date", "2026-06-15", "--today", "2026-06-15"]).code, 0);
}

#[test]
fn check_lists_every_field() {
    let listed = run(&["check", "--list"]);
    assert_eq!((listed.code, listed.lines.len()), (0, 28));
    assert_eq!(listed.lines[3], json!({ "field": "name", "label": "姓名" }));
}

#[test]
fn bad_usage_ends_with_two() {
    for arguments in [
        &["check", "nmae", "x"][..],
        &["check", "name"],
        &["check", "name", "x", "--today", "tomorrow"],
        &["frobnicate"],
        &["check-draft", "/nowhere.json"],
        &["make-photo", "/nowhere.jpg", "/tmp/never.jpg"],
        &["applications", "list", "--data", "/nowhere"],
        &["verify", "--data", "/nowhere"],
        &["serve", "--listen", "nonsense"],
        &["serve", "--config", "/nowhere.toml"],
        &["serve", "--listen", "0.0.0.0:0", "--data", "/nowhere"],
        &[],
    ] {
        let ended = run(arguments);
        assert_eq!(ended.code, 2, "{arguments:?}: {}", ended.errors);
        assert!(!ended.errors.is_empty(), "{arguments:?}");
    }
}

#[test]
fn a_storage_that_is_not_spoken_is_refused_with_words() {
    let dir = tempfile::tempdir().unwrap();
    let serve = ["serve", "--sandbox", "--data", path(dir.path()), "--listen", "127.0.0.1:0"];
    let ended = run_with(&serve, "", &[("DATABASE_URL", "postgres://host/db")]);
    assert!(ended.code == 2 && ended.errors.contains("postgres"), "{}", ended.errors);
    let ended = run_with(&serve, "", &[("OBJECT_STORE_URL", "s3://bucket")]);
    assert!(ended.code == 2 && ended.errors.contains("s3"), "{}", ended.errors);
}

#[test]
fn config_prints_settings_that_can_be_used() {
    let output = Command::new(env!("CARGO_BIN_EXE_sscard-server")).arg("config").output().unwrap();
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(sscard_server::config::Config::from_toml(&text).is_ok());
}

#[test]
fn check_draft_judges_a_whole_draft() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("draft.json");
    let mut draft = typed_draft();
    for field in ["photo", "emblem_side", "portrait_side"] {
        draft[field] = json!("0123456789abcdef0123456789abcdef");
    }
    std::fs::write(&file, draft.to_string()).unwrap();
    let good = run(&["check-draft", path(&file), "--today", "2026-06-15"]);
    assert_eq!(good.code, 0, "{:?}", good.lines);
    assert_eq!(good.lines[0]["normalised"]["name"], "张样本");
    draft["sex"] = json!("2");
    let bad = run_with(&["check-draft", "-", "--today", "2026-06-15"], &draft.to_string(), &[]);
    assert_eq!((bad.code, &bad.lines[0]["normalised"]), (1, &Value::Null));
    assert_eq!(bad.lines[0]["faults"][0]["field"], "sex");
    let unreadable = run_with(&["check-draft", "-"], "{\"nmae\":\"x\"}", &[]);
    assert!(unreadable.code == 2 && unreadable.errors.contains("nmae"));
    let unreadable = run_with(&["check-draft", "-"], "{\"id_number\":110108199003072011}", &[]);
    assert!(unreadable.code == 2 && !unreadable.errors.contains("110108199003072011"));
}

#[test]
fn check_photo_goes_on_past_a_bad_file() {
    let dir = tempfile::tempdir().unwrap();
    let (good, bad) = (dir.path().join("good.jpg"), dir.path().join("bad.jpg"));
    std::fs::write(&good, card_photo()).unwrap();
    std::fs::write(&bad, "no picture").unwrap();
    let one = run(&["check-photo", path(&good)]);
    assert_eq!((one.code, &one.lines[0]["ok"]), (0, &json!(true)));
    assert_eq!(one.lines[0]["measured"]["width"], 358);
    let two = run(&["check-photo", path(&bad), path(&good)]);
    assert_eq!((two.code, two.lines.len()), (1, 2));
    assert_eq!(two.lines[0]["faults"][0]["code"], "format");
    let three = run(&["check-photo", "/nowhere.jpg", path(&bad), path(&good)]);
    assert_eq!((three.code, three.lines.len()), (2, 3));
    assert_eq!((&three.lines[0]["ok"], &three.lines[2]["ok"]), (&json!(false), &json!(true)));
}

#[test]
fn make_photo_makes_one_that_check_photo_likes_or_writes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let (big, small) = (dir.path().join("big.jpg"), dir.path().join("small.jpg"));
    let out = dir.path().join("out.jpg");
    std::fs::write(&big, encode_id_picture(&bust(900, 1200), 2000).unwrap()).unwrap();
    std::fs::write(&small, encode_id_picture(&bust(200, 300), 2000).unwrap()).unwrap();
    let refused = run(&["make-photo", path(&small), path(&out)]);
    assert_eq!((refused.code, &refused.lines[0]["ok"]), (1, &json!(false)));
    assert_eq!(refused.lines[0]["faults"][0]["code"], "pixels");
    assert!(!out.exists());
    let made = run(&["make-photo", path(&big), path(&out)]);
    assert_eq!(made.code, 0, "{:?} {}", made.lines, made.errors);
    let written = std::fs::read(&out).unwrap();
    let header = probe(&written).unwrap();
    assert_eq!((header.width(), header.height()), (358, 441));
    assert_eq!(run(&["check-photo", path(&out)]).lines, made.lines);
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 3);
}

#[test]
fn an_import_is_taken_wholly_or_not_at_all() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let file = dir.path().join("insured.tsv");
    let import = |text: &str| {
        std::fs::write(&file, text).unwrap();
        run(&["import", "insured", path(&file), "--data", path(&data)])
    };
    let good = import("id_number\tname\n110108199003072011\t张样本\n");
    assert_eq!((good.code, &good.lines[0]["rows"]), (0, &json!(1)));
    let bad = import(
        "name\tid_number\n张样本\t110108199003072011\n李样本\t110105199208152025\n\t1\n张样本\t110108199003072011\n",
    );
    assert_eq!(bad.code, 1);
    let lines: Vec<_> =
        bad.lines[0]["faults"].as_array().unwrap().iter().map(|f| f["line"].clone()).collect();
    assert_eq!(lines, [3, 4, 4, 5]);
    assert!(!bad.lines[0].to_string().contains("110105199208152025"));
    assert_eq!(import("名字\n").code, 1);
    // A file without rows would take everybody's sign-in away.
    assert_eq!(import("name\tid_number\n").code, 1);
    assert_eq!(run(&["import", "insured", "/nowhere.tsv", "--data", path(&data)]).code, 2);

    std::fs::write(&file, "102999001009\t102\t样本支行\t110101\t北京市东城区样本路3号\n").unwrap();
    let good = run(&["import", "branches", path(&file), "--data", path(&data)]);
    assert_eq!((good.code, &good.lines[0]["rows"]), (0, &json!(1)));
    std::fs::write(&file, "102999001009\t999\t样本支行\t110101\t样本路3号\n").unwrap();
    let bad = run(&["import", "branches", path(&file), "--data", path(&data)]);
    assert_eq!((bad.code, &bad.lines[0]["faults"][0]["line"]), (1, &json!(1)));
    // A column too few puts a name where the bank belongs; the answer does not repeat it.
    std::fs::write(&file, "# 来源\n102999001009\t李四13900000001\tA\t110101\t北京市东城区1号\n")
        .unwrap();
    let bad = run(&["import", "branches", path(&file), "--data", path(&data)]);
    assert_eq!((bad.code, &bad.lines[0]["faults"][0]["line"]), (1, &json!(2)));
    assert!(!bad.lines[0].to_string().contains("13900000001"));
    std::fs::write(&file, "").unwrap();
    assert_eq!(run(&["import", "branches", path(&file), "--data", path(&data)]).code, 1);
    // With the data directory named, the imported table decides; the sample is gone.
    let check = |code: &str| run(&["check", "branch", code, "--data", path(&data)]).code;
    assert_eq!((check("102999001009"), check("102999001001")), (0, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_is_seen_by_the_server_at_work() {
    let app = TestApp::open().await;
    let visitor = app.visitor();
    let data = path(app.data.path()).to_owned();
    let file = app.data.path().join("rows.tsv");
    visitor.sign_in("13900000001").await;
    let person = ("样本甲子", "110112198507172083");
    assert_eq!(visitor.real_name(person).await.status, 422);
    std::fs::write(&file, format!("name\tid_number\n{}\t{}\n", person.0, person.1)).unwrap();
    assert_eq!(run(&["import", "insured", path(&file), "--data", &data]).code, 0);
    assert_eq!(visitor.real_name(person).await.status, 200);
    std::fs::write(&file, "102999001009\t102\t样本支行\t110101\t北京市东城区样本路3号\n").unwrap();
    assert_eq!(run(&["import", "branches", path(&file), "--data", &data]).code, 0);
    let branches = visitor.get("/api/branches?bank=102").await.json();
    assert_eq!(branches.as_array().unwrap().len(), 1);
    // A bank without branches in the table has none, and no number that only looks like one gets in.
    let applicant = app.applicant("13900000002", ZHANG).await;
    let mut draft = applicant.complete_draft().await;
    (draft["bank"], draft["branch"]) = (json!("103"), json!("103000000009"));
    let answer = applicant.submit("0123456789abcdef", &draft).await;
    assert_eq!(answer.status, 422);
    assert_eq!(answer.json()["faults"][0]["code"], "not_in_table");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_moves_an_application_along_and_the_applicant_sees_it() {
    let app = TestApp::open().await;
    let visitor = app.applicant("13900000001", ZHANG).await;
    let draft = visitor.complete_draft().await;
    let receipt = visitor.submit("0123456789abcdef", &draft).await.json()["receipt"].clone();
    let receipt = receipt.as_str().unwrap();
    let data = path(app.data.path());
    let with = |arguments: &[&str]| run(&[arguments, &["--data", data]].concat());

    let listed = with(&["applications", "list"]);
    assert_eq!((listed.code, &listed.lines[0]["status"]), (0, &json!("submitted")));
    let shown = with(&["applications", "show", receipt]);
    assert_eq!(shown.lines[0]["draft"]["id_number"], ZHANG.1);
    assert_eq!(with(&["applications", "show", "1"]).code, 1);
    assert_eq!(with(&["applications", "export", "--status", "making"]).lines.len(), 0);
    assert_eq!(with(&["applications", "list", "--status", "lost"]).code, 2);

    assert_eq!(with(&["applications", "advance", receipt]).lines[0]["status"], "accepted");
    let to = ["applications", "advance", receipt, "--to", "at_branch", "--note", "请携带身份证"];
    assert_eq!(with(&to).lines[0]["status"], "at_branch");
    let view = visitor.get(&format!("{APPLICATIONS_PATH}/{receipt}")).await.json();
    let line: Vec<_> =
        view["events"].as_array().unwrap().iter().map(|e| e["status"].clone()).collect();
    assert_eq!(line, ["submitted", "accepted", "making", "at_branch"]);
    assert_eq!(view["events"][3]["note"], "请携带身份证");
    assert_eq!(with(&["applications", "advance", receipt, "--to", "mailed"]).code, 1);
    assert_eq!(with(&["applications", "return", receipt, " "]).code, 2);
    assert_eq!(with(&["applications", "return", receipt, "照片不清晰，请重新上传"]).code, 0);
    assert_eq!(with(&["applications", "advance", receipt]).code, 1);
    assert_eq!(with(&["applications", "export"]).lines[0]["status"], "returned");
}

#[tokio::test(flavor = "multi_thread")]
async fn verify_finds_what_is_missing_damaged_or_unknown() {
    let app = TestApp::open().await;
    let visitor = app.applicant("13900000001", ZHANG).await;
    let draft = visitor.complete_draft().await;
    let data = path(app.data.path());
    let verify = || run(&["verify", "--data", data]);
    let well = verify();
    assert_eq!((well.code, &well.lines[0]["pictures"]), (0, &json!(3)));

    let object = |kind: &str| {
        let id = draft[kind].as_str().unwrap();
        app.data.path().join(format!("objects/pictures/{}/{id}.jpg", &id[..2]))
    };
    std::fs::remove_file(object("photo")).unwrap();
    std::fs::write(object("emblem_side"), "other bytes").unwrap();
    let stray = app.data.path().join("objects/pictures/aa");
    std::fs::create_dir_all(&stray).unwrap();
    let stray = std::fs::File::create(stray.join("stray.jpg")).unwrap();
    let bad = verify();
    assert_eq!(bad.code, 1);
    let report = &bad.lines[0];
    let count = |list: &str| report[list].as_array().unwrap().len();
    assert_eq!(
        (count("missing"), count("damaged"), count("unknown"), count("under_way")),
        (1, 1, 0, 1)
    );

    stray.set_modified(std::time::SystemTime::UNIX_EPOCH).unwrap();
    assert_eq!(verify().lines[0]["unknown"].as_array().unwrap().len(), 1);
    assert_eq!(run(&["purge", "--data", data]).lines[0]["strays"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn purge_throws_away_what_nothing_names_and_keeps_the_rest() {
    let app = TestApp::open().await;
    let zhang = app.applicant("13900000001", ZHANG).await;
    let draft = zhang.complete_draft().await;
    let abandoned = zhang.fit_picture(sscard_shared::api::PictureKind::Photo).await;
    assert_eq!(zhang.submit("0123456789abcdef", &draft).await.status, 201);
    let li = app.applicant("13900000002", crate::test_app::LI).await;
    let named = li.fit_picture(sscard_shared::api::PictureKind::Photo).await;
    let saved = json!({ "key": "0123456789abcdef", "saved_at": 1, "draft": { "photo": named } });
    li.put("/api/draft", &saved).await;

    let config = sscard_server::config::Config::from_toml("").unwrap();
    let (db, store) = (app_db(&app).await, app_store(&app));
    let round = async |days: i64| {
        let now = app.clock.now() + days * 86_400;
        sscard_server::purge::purge_once(&config, &db, &store, now).await.unwrap()
    };
    assert_eq!(round(1).await.pictures, 0);
    let third_day = round(3).await;
    assert_eq!((third_day.pictures, third_day.drafts), (1, 0));
    let next_month = round(31).await;
    assert_eq!((next_month.drafts, next_month.pictures), (1, 1));
    let left = db.list_pictures().await.unwrap();
    assert_eq!(left.len(), 3);
    assert!(left.iter().all(|picture| picture.id != abandoned && picture.id != named));
    assert_eq!(store.list().await.unwrap().len(), 3);
}

async fn app_db(app: &TestApp) -> sscard_server::db::Db {
    sscard_server::db::Db::open(&app.data.path().join("sscard.sqlite")).await.unwrap()
}

fn app_store(app: &TestApp) -> sscard_server::photo_store::PhotoStore {
    sscard_server::photo_store::PhotoStore::open(&app.data.path().join("objects")).unwrap()
}

#[cfg(unix)]
#[test]
fn serve_says_where_it_is_and_ends_in_order_when_told_to() {
    use std::io::{BufRead as _, BufReader};
    let dir = tempfile::tempdir().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_sscard-server"))
        .args(["serve", "--listen", "127.0.0.1:0", "--sandbox", "--data", path(dir.path())])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut printed = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(printed.next().unwrap().unwrap().starts_with("http://127.0.0.1:"));
    let killed = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(0));
    for line in String::from_utf8(ended.stderr).unwrap().lines() {
        assert!(serde_json::from_str::<Value>(line).is_ok(), "no JSON: {line}");
    }
}
