package io.hostshift.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionTest {
  @Test
  void shouldWantAllWhenNothingIsSaid() {
    assertThat(Selection.parse("").wants("kvp")).isTrue();
  }

  @Test
  void shouldWantOnlyThoseNamed() {
    Selection selection = Selection.parse("kvp+vmclock");

    assertThat(selection.wants("kvp")).isTrue();
    assertThat(selection.wants("cpuid")).isFalse();
  }

  @Test
  void shouldWantAllButThoseLeftOut() {
    Selection selection = Selection.parse("-kvp+-cpuid");

    assertThat(selection.wants("kvp")).isFalse();
    assertThat(selection.wants("vmclock")).isTrue();
  }

  @Test
  void shouldNotLeaveOthersOutForAChoice() {
    Selection selection = Selection.parse("blockserial:vda");

    assertThat(selection.wants("kvp")).isTrue();
    assertThat(selection.choices("blockserial")).containsExactly("vda");
  }

  @Test
  void shouldWantOneWithAChoiceBesideThoseNamed() {
    Selection selection = Selection.parse("kvp+blockserial:vda+blockserial:vdb");

    assertThat(selection.wants("blockserial")).isTrue();
    assertThat(selection.wants("cpuid")).isFalse();
    assertThat(selection.choices("blockserial")).containsExactly("vda", "vdb");
  }

  @Test
  void shouldHaveNoChoiceWhereNoneWasMade() {
    assertThat(Selection.parse("kvp").choices("kvp")).isEmpty();
  }

  @Test
  void shouldTellWhatWasNamedFromWhatIsTakenWithAll() {
    assertThat(Selection.parse("kvp").names("kvp")).isTrue();
    assertThat(Selection.parse("-cpuid").names("kvp")).isFalse();
  }

  @Test
  void shouldFindANameThatIsNotThere() {
    assertThat(Selection.parse("kvp+kpv").unknown(Arrays.asList("kvp", "cpuid"))).isEqualTo("kpv");
    assertThat(Selection.parse("-cpuid").unknown(Arrays.asList("kvp", "cpuid"))).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"+", "kvp+", "-", "kvp+-cpuid", ":vda", "blockserial:", "kvp++cpuid"})
  void shouldRefuseWhatIsNoSelection(String text) {
    assertThatThrownBy(() -> Selection.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
