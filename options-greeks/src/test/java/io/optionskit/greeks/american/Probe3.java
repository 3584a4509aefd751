package io.optionskit.greeks.american;
import io.optionskit.contract.OptionType;
import java.util.*;
public class Probe3 {
  public static void main(String[] a) {
    double[] c={-.011133605,-.0320771399,.3031536,1.94658}; double m=Math.log(.86003374);
    for (int[] n : new int[][]{{8,24},{12,32},{16,32},{24,48},{24,96},{32,64},{40,80},{48,120}}) for (double pw: new double[]{1,2}) {
      UnitPut u=new UnitPut(new Accuracy(new Collocation(n[0],n[1],pw),200));
      u.parameters(c[3],c[0],c[1],c[2]); u.evaluate(m,true,false);
      System.out.printf("%d %d %.0f T*=%.10f B=%.10f A=%.10f prem %.12e vega %.4e%n",n[0],n[1],pw,u.upper.years,u.upper.logAt(1),u.lower.logAt(1),u.value,u.vega);
    }
    UnitPut u=new UnitPut(new Accuracy(new Collocation(24,48,1),200)); u.parameters(c[3],c[0],c[1],c[2]);
    for(double x=0;x<=1.0001;x+=.05) System.out.printf("%.2f %.6f %.6f%n",x,u.upper.logAt(Math.min(1,x)),u.lower.logAt(Math.min(1,x)));
  }
}
