package io.optionskit.greeks.american;
import io.optionskit.greeks.*;
import io.optionskit.contract.OptionType;
import java.util.*;
public class Probe {
  record Row(String cat, OptionType type, double s,double k,double t,double r,double q,double v){}
  static double u(SplittableRandom g,double a,double b){return a+(b-a)*g.nextDouble();}
  static double lu(SplittableRandom g,double a,double b){return Math.exp(u(g,Math.log(a),Math.log(b)));}
  static List<Row> rows(int per){
    SplittableRandom g=new SplittableRandom(7); List<Row> l=new ArrayList<>();
    String[] cats={"equity","index","short","hour","long","lowvol","highvol","r>>q","q>>r","r~q","r=q","r=0","q=0","neg1","double","doublelong"};
    for(String c:cats) for(int i=0;i<per;i++){
      double r=u(g,.005,.08),q=u(g,0,.06),v=u(g,.12,.7),t=u(g,.05,2),m=u(g,-.35,.35)*Math.sqrt(t);
      OptionType ty=i%2==0?OptionType.PUT:OptionType.CALL;
      switch(c){
        case "index"->{q=u(g,.01,.02);v=u(g,.08,.4);}
        case "short"->{t=u(g,1,7)/365;m=u(g,-1.5,1.5)*v*Math.sqrt(t);}
        case "hour"->{t=lu(g,1/525600.,6/8760.);m=u(g,-2,2)*v*Math.sqrt(t);}
        case "long"->{t=u(g,3,10);m=u(g,-.8,.8);}
        case "lowvol"->{v=u(g,.02,.1);m=u(g,-2,2)*v*Math.sqrt(t);}
        case "highvol"->{v=u(g,.8,2.5);m=u(g,-1,1);}
        case "r>>q"->{r=u(g,.08,.2);q=u(g,0,.01);}
        case "q>>r"->{r=u(g,.001,.02);q=u(g,.06,.2);}
        case "r~q"->{q=r*u(g,.95,1.05);}
        case "r=q"->{q=r;}
        case "r=0"->{r=0;ty=OptionType.CALL;}
        case "q=0"->{q=0;ty=OptionType.PUT;}
        case "neg1"->{r=u(g,-.02,0);q=u(g,-.03,.05);}
        case "double","doublelong"->{ty=i%2==0?OptionType.PUT:OptionType.CALL;double a=-u(g,.002,.03),b=a-u(g,.001,.04);if(ty==OptionType.PUT){r=a;q=b;}else{r=b;q=a;}v=u(g,.05,.4);if(c.equals("doublelong"))t=u(g,2,10);}
        default->{}
      }
      double k=100; l.add(new Row(c,ty,k*Math.exp(m),k,t,r,q,v));
    }
    return l;
  }
  static double[] run(AmericanPricer p, Row x){
    p.evaluate(x.type,x.s,x.k,x.t,x.r,x.q,x.v,true);
    return new double[]{p.value/x.k,p.delta,p.gamma*x.k,p.vega/x.k,p.theta/x.k,p.rho/x.k};
  }
  public static void main(String[] a) {
    List<Row> rows=rows(Integer.parseInt(a[0]));
    AmericanPricer ref=new AmericanPricer(new Accuracy(new Collocation(40,100,2),240));
    double[][] want=new double[rows.size()][];
    for(int i=0;i<want.length;i++) want[i]=run(ref,rows.get(i));
    for(int c=1;c<a.length;c++){
      String[] f=a[c].split(",");
      AmericanPricer p=new AmericanPricer(new Accuracy(new Collocation(Integer.parseInt(f[0]),Integer.parseInt(f[1]),Double.parseDouble(f[3])),Integer.parseInt(f[2])));
      System.out.println("== "+a[c]);
      Map<String,double[]> max=new LinkedHashMap<>(); Map<String,Integer> bad=new HashMap<>(); Row worst=null; double w=0,rms=0;
      for(int i=0;i<want.length;i++){ double[] x=run(p,rows.get(i)); double[] m=max.computeIfAbsent(rows.get(i).cat,z->new double[6]);
        rms+=Math.pow(x[0]-want[i][0],2);
        for(int j=0;j<6;j++){ double e=Math.abs(x[j]-want[i][j]); if(!(e<1e300)) e=9; m[j]=Math.max(m[j],e); if(j==0&&e>w){w=e;worst=rows.get(i);} } }
      for(var e:max.entrySet()) System.out.printf("%-11s %s%n",e.getKey(),Arrays.toString(Arrays.stream(e.getValue()).mapToObj(z->String.format("%.1e",z)).toArray()));
      System.out.println("rms "+Math.sqrt(rms/want.length)+" worst "+worst);
    }
  }
}
