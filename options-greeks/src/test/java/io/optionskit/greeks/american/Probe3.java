package io.optionskit.greeks.american;
import io.optionskit.contract.OptionType;
import java.util.*;
public class Probe3 {
  public static void main(String[] a) {
    double[] c=null; double m=0; for (double[] c2: new double[][]{{-.02620278,-.03863284,.35062814,3.54645},{-.00737207,-.017181236,.62615624,1.15264},{-.0035,-.024,.08,1},{-.02,-.0201,.2,1}}) {c=c2;
    for (int[] n : new int[][]{{8,24},{12,32},{16,32},{24,48},{24,96},{32,64},{40,80},{48,120}}) for (double pw: new double[]{1,2}) {
      UnitPut u=new UnitPut(new Accuracy(new Collocation(n[0],n[1],pw),200));
      u.parameters(c[3],c[0],c[1],c[2]); u.evaluate(m,true,false);
      System.out.printf("%d %d %.0f T*=%.10f B=%.10f A=%.10f prem %.12e vega %.4e%n",n[0],n[1],pw,u.upper.years,u.upper.logAt(1),u.lower.logAt(1),u.value,u.vega);
    }
}

  }
}
