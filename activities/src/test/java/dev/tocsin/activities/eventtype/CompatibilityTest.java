package dev.tocsin.activities.eventtype;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.contract.model.JsonText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether subscribers of one version can read the next. {@code '} stands for {@code "}. */
class CompatibilityTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | {}",
        "{} | {'type':'object','required':['a']}",
        "{'type':'object'} | {'type':'object','title':'t','description':'d','examples':[{}]}",
        "{'properties':{'a':{'type':'string'}}} |"
            + " {'properties':{'a':{'type':'string'},'b':{'type':'string'}}}",
        "{'required':['a']} | {'required':['b','a']}",
        "{'type':['string','null']} | {'type':'string'}",
        "{'type':'number'} | {'type':'integer'}",
        "{'enum':['a','b']} | {'enum':['b']}",
        "{'enum':['a','b']} | {'const':'a'}",
        "{'type':'string'} | {'type':'string','enum':['b']}",
        "{'minimum':1,'maxLength':5} | {'minimum':1.5,'maxLength':5}",
        "{} | {'minimum':1}",
        "{'items':{'type':'string'}} | {'items':{'type':'string','maxLength':3}}",
        "{} | {'additionalProperties':false}",
        "{'additionalProperties':{'type':'string'}} |"
            + " {'additionalProperties':false,'properties':{'a':{'type':'string'}}}",
        "{'properties':{'a':{'type':'string'}}} | {'properties':{'a':false}}",
        "{'properties':{'a':{'type':'string'}}} | {'additionalProperties':false}",
        "{'properties':{'a':{}}} | {}",
        "{'oneOf':[{'type':'string'},{'type':'null'}]} |"
            + " {'oneOf':[{'type':'string'},{'type':'null'}]}",
        "{'$defs':{'a':{'type':'string'}},'properties':{'x':{'$ref':'#/$defs/a'}}} |"
            + " {'$defs':{'a':{'type':'string'},'b':{}},'properties':{'x':{'$ref':'#/$defs/a'}}}",
        "{'uniqueItems':false} | {'uniqueItems':true}"
      })
  void maySayMoreAndAllowLess(String last, String next) {
    assertThat(faults(last, next)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'required':['a','b']} | {'required':['a']} | /required",
        "{'type':'string'} | {'type':'integer'} | /type",
        "{'type':'string'} | {'type':['string','null']} | /type",
        "{'type':'integer'} | {'type':'number'} | /type",
        "{'type':'string'} | {} | /type",
        "{'enum':['a']} | {'enum':['a','b']} | /enum",
        "{'enum':['a']} | {} | /enum",
        "{'const':1} | {'const':2} | /enum",
        "{'enum':[]} | {} | /enum",
        "{'properties':{'a':{'type':'string'}}} | {} | /properties/a/type",
        "{'properties':{'a/b':{'type':'string'}}} | {'properties':{'a/b':{}}} |"
            + " /properties/a~1b/type",
        "{'properties':{'o':{'properties':{'i':{'type':'string'}}}}} |"
            + " {'properties':{'o':{'properties':{'i':{'type':'null'}}}}} |"
            + " /properties/o/properties/i/type",
        "{'items':{'type':'string'}} | {'items':{'type':'null'}} | /items/type",
        "{'items':{'type':'string'}} | {} | /items/type",
        "{'items':false} | {} | /items/false",
        "{'additionalProperties':false} | {} | /additionalProperties/false",
        "{'additionalProperties':false} |"
            + " {'additionalProperties':false,'properties':{'a':{}}} | /properties/a/false",
        "{'additionalProperties':{'type':'string'}} |"
            + " {'additionalProperties':{'type':'string'},'properties':{'a':{'type':'null'}}} |"
            + " /properties/a/type",
        "{'minimum':2} | {'minimum':1} | /minimum",
        "{'minimum':2} | {} | /minimum",
        "{'maxItems':2} | {'maxItems':3} | /maxItems",
        "{'uniqueItems':true} | {} | /uniqueItems",
        "{'oneOf':[{'type':'string'}]} | {'oneOf':[{'type':'null'}]} | /oneOf",
        "{'type':'object'} |" + " {'type':'object','$ref':'#/$defs/a','$defs':{'a':{}}} | /$ref",
        "{'pattern':'a'} | {'pattern':'b'} | /pattern",
        "{'format':'date'} | {} | /format",
        "{'x-unit':'EUR'} | {'x-unit':'USD'} | /x-unit",
        "{'$defs':{'a':{'type':'string'}}} | {'$defs':{'a':{'type':'null'}}} | /$defs/a"
      })
  void whatSubscribersCouldNotReadIsToldWhere(String last, String next, String pointer) {
    assertThat(faults(last, next)).extracting(Violation::pointer).containsExactly(pointer);
  }

  @Test
  void everyFaultIsTold() {
    assertThat(
            faults(
                "{'type':'object','required':['a'],'properties':{'a':{'enum':['x']}}}",
                "{'type':'object','properties':{'a':{'enum':['y','z']}}}"))
        .hasSize(3)
        .allSatisfy(fault -> assertThat(fault.message()).isNotEmpty());
  }

  private static List<Violation> faults(String last, String next) {
    return Compatibility.faultsOf(json(last), json(next));
  }

  private static JsonText json(String text) {
    return new JsonText(text.replace('\'', '"'));
  }
}
