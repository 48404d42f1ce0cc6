"""A profile is refused on load, with file and line, and not when it is used."""

import re
import shutil
from pathlib import Path

import pytest

from schemas.document import DOCUMENT_TYPES
from validators.profile import PROFILES, ProfileError, load_profile
from validators.registry import RegistryError, check, names, registered

SOURCE = PROFILES / "beijing-2023-12"


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(SOURCE, tmp_path / "somewhere"))


def edit(folder, file, old, new):
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def refusal(folder):
    with pytest.raises(ProfileError) as caught:
        load_profile(folder)
    return caught.value


def test_the_profile_of_beijing_holds_the_whole_catalogue(profile):
    assert len(profile.rules) == 128
    assert sum(rule.tier == "core" for rule in profile.rules) == 87
    assert all(rule.enabled for rule in profile.rules if rule.tier == "core")
    assert len(profile.series) == 27


def test_a_folder_and_its_id_are_the_same_profile(profile, folder):
    assert load_profile(folder) == load_profile(profile.id)


def test_the_hash_is_over_every_file(profile, folder):
    edit(folder, "titles.yaml", "meta:", "# \nmeta:")
    assert load_profile(folder).sha256 != profile.sha256


def test_every_rule_says_why_it_is_off_and_what_it_will_say(profile):
    for rule in profile.rules:
        assert rule.basis, rule.code
        assert rule.message, rule.code
        assert rule.remedy, rule.code
        assert rule.enabled or rule.enabled_why, rule.code
        assert rule.question or rule.notice == "never", rule.code


def test_every_rule_that_can_demand_something_says_what_it_requires(profile):
    demanding = [rule for rule in profile.rules if rule.severity != "hint" and rule.basis_type != "practice"]
    assert [rule.code for rule in demanding if not rule.requirement] == []


def test_every_demand_rests_on_an_article_of_the_regulation(profile):
    demanding = [rule for rule in profile.rules if rule.severity != "hint" and rule.basis_type != "practice"]
    assert [rule.code for rule in demanding if not re.search(r"本办法(第.{1,3}条|附件|名称)", "".join(rule.basis))] == []


def test_every_registered_check_is_named_by_a_rule(profile):
    assert set(names()) == {rule.check for rule in profile.rules}


def test_what_rules_read_and_supply_are_materials(profile):
    assert {name.partition(".")[0] for rule in profile.rules for name in (*rule.reads, *rule.supplies)} <= set(DOCUMENT_TYPES)


def test_an_unknown_check_is_refused_with_its_line(folder):
    line = edit(folder, "rules.yaml", "check: expert_signed", "check: expert_singed")
    error = refusal(folder)
    assert (error.code, error.file, error.line) == ("unknown_check", "rules.yaml", line)


def test_a_check_of_another_kind_of_subject_is_refused(folder):
    edit(folder, "rules.yaml", "check: expert_signed", "check: plus_one_signed")
    assert refusal(folder).code == "wrong_subject"


def test_a_rule_without_a_basis_is_refused(folder):
    edit(folder, "rules.yaml", 'basis: ["本办法第四条"]', "basis: []")
    assert refusal(folder).code == "missing_basis"


def test_a_code_given_twice_is_refused(folder):
    line = edit(folder, "rules.yaml", "code: REC-03", "code: REC-02")
    error = refusal(folder)
    assert (error.code, error.line) == ("duplicate_code", line)


def test_a_key_given_twice_is_refused(folder):
    edit(folder, "rules.yaml", "    group: REC\n", "    group: REC\n    group: REC\n")
    assert refusal(folder).code == "duplicate_key"


def test_a_misspelt_key_is_refused_with_its_line(folder):
    line = edit(folder, "rules.yaml", "    severity: nonconforming", "    severty: nonconforming")
    error = refusal(folder)
    assert (error.code, error.file) == ("wrong_keys", "rules.yaml")
    assert abs(error.line - line) <= 12


def test_an_unknown_setting_of_the_profile_is_refused(folder):
    edit(folder, "profile.yaml", "settings:", "seting: 1\nsettings:")
    assert refusal(folder).code == "wrong_keys"


def test_an_unknown_material_is_refused(folder):
    edit(folder, "rules.yaml", "reads: [material_list]", "reads: [material_lists]")
    assert refusal(folder).code == "unknown_document_type"


def test_a_condition_that_cannot_be_evaluated_is_refused(folder):
    edit(folder, "rules.yaml", "applies_when: condition=1", "applies_when: condition=5")
    assert refusal(folder).code == "unknown_condition"


def test_a_cure_of_no_rule_is_refused(folder):
    edit(folder, "rules.yaml", "cures: [XCH-01]", "cures: [XCH-99]")
    assert refusal(folder).code == "unknown_code"


def test_two_versions_of_the_list_on_one_day_are_refused(folder):
    edit(folder, "profile.yaml", 'until: "2023-09-04"', 'until: "2024-01-01"')
    assert refusal(folder).code == "date_clash"


def test_a_day_of_rest_and_of_work_is_refused(folder):
    edit(folder, "profile.yaml", "  rest: []\n  work: []", '  rest: ["2027-01-02"]\n  work: ["2027-01-02"]')
    assert refusal(folder).code == "date_clash"


def test_what_is_no_yaml_is_refused_with_its_line(folder):
    (folder / "profile.yaml").write_text("id: a\n  version: [", encoding="utf-8")
    error = refusal(folder)
    assert (error.code, error.line) == ("not_yaml", 2)


def test_a_profile_that_is_not_there_is_refused():
    with pytest.raises(ProfileError, match="unknown_profile"):
        load_profile("atlantis-1999")


def test_a_practice_with_a_number_may_reach_a_notice(folder):
    edit(folder, "profile.yaml", "basis.docs.identity: null", "basis.docs.identity: 京人社事业字〔2024〕96号")
    rule = load_profile(folder).rule("DOC-07")
    assert (rule.notice, rule.basis) == ("confirm", ("京人社事业字〔2024〕96号",))


@pytest.mark.parametrize("number", ["按惯例", "京人社2024", '""'])
def test_what_is_no_number_of_a_document_does_not_open_the_notice_to_a_practice(folder, number):
    edit(folder, "profile.yaml", "basis.docs.identity: null", f"basis.docs.identity: {number}")
    assert load_profile(folder).rule("DOC-07").notice == "never"


def test_a_second_check_of_one_name_is_refused():
    with pytest.raises(RegistryError):
        check("expert_signed", "expert")(registered("expert_signed").function)


def versions(folder, *periods):
    """FIL-02 in several versions, each with its days."""
    path = folder / "rules.yaml"
    text = path.read_text(encoding="utf-8")
    start, end = text.index("  - code: FIL-02"), text.index("  - code: FIL-03")
    rule = text[start:end]
    dated = [rule.replace("code: FIL-02\n", f"code: FIL-02\n    {period}\n") for period in periods]
    path.write_text(text[:start] + "".join(dated) + text[end:], encoding="utf-8")


def test_a_rule_may_have_versions_that_follow_one_another(folder):
    versions(folder, 'until: "2026-01-01"', 'since: "2026-01-01"\n    note: 新版')
    loaded = load_profile(folder)
    assert [loaded.on(day).rule("FIL-02").note for day in ("2025-12-31", "2026-01-01")] == ["", "新版"]
    assert len(loaded.on("2026-01-01").rules) == 128


@pytest.mark.parametrize(
    ("periods", "code"),
    [
        (('until: "2026-02-01"', 'since: "2026-01-01"'), "date_clash"),
        (('since: "2026-01-01"', 'note: ""'), "date_clash"),
        (('note: ""', 'note: ""'), "duplicate_code"),
        (('since: "2026-02-01"\n    until: "2026-02-01"',), "wrong_day"),
        (('since: "2026-2-1"',), "wrong_day"),
    ],
)
def test_versions_that_clash_are_refused(folder, periods, code):
    versions(folder, *periods)
    assert refusal(folder).code == code


def test_before_the_first_day_of_the_regulation_its_first_day_counts(profile):
    assert profile.on("2020-01-01").as_of == profile.effective


def test_two_amendments_of_one_day_are_refused(folder):
    one = '  - {since: "2027-01-01", basis: 某文, settings: {}}\n'
    edit(folder, "profile.yaml", "\nsettings:\n", f"\namendments:\n{one}{one}\nsettings:\n")
    assert refusal(folder).code == "date_clash"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('version: "2026-11-29"', 'version: "2026-11-30"', "date_clash"),
        ('day: "2026-11-29"', 'day: "11月23日"', "wrong_keys"),
        ("    says:", "    sez:", "wrong_keys"),
        ('  - day: "2026-11-29"', '  - {day: "2026-12-01", version: "0", says: 在后}\n  - day: "2026-11-29"', "date_clash"),
    ],
)
def test_a_change_log_that_is_out_of_order_or_not_up_to_date_is_refused(folder, old, new, code):
    edit(folder, "changes.yaml", old, new)
    assert refusal(folder).code == code


def test_a_change_log_names_cases_by_their_ids_and_nothing_else(folder):
    impacted = f"\n    impacted: {{against: {'0' * 64}, judged: 1, cases: [沈知遥]}}"
    edit(folder, "changes.yaml", '    version: "2026-11-29"', f'    version: "2026-11-29"{impacted}')
    assert refusal(folder).code == "wrong_keys"
