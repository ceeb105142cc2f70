"""Words that hold a sentence together and say nothing of what it is about, in seven languages."""

from __future__ import annotations

ENGLISH = """
a about above after again all also am an and another any anybody anyone anything are aren as at be because been before
being below between both but by can cannot could couldn d did didn do does doesn doing don done each either else even ever every everybody
everyone everything few for from get gets getting go goes going got had hadn has hasn have haven having he her here hers herself him himself
his how however i if im in instead into is isn it its itself ive just let ll m many may me might mine more most much must my myself neither
never no nobody none nor not nothing now of often on once one only or other others our ours ourselves own perhaps please re
really s same she should shouldn since so some somebody someone something somewhere still such t than that the their theirs
them themselves then there these they this those though through thus to too under until us ve very was wasn we were weren
what whatever when whenever where whether which while who whom whose why will with within without won would wouldn yet you your
yours yourself
"""
GERMAN = """
aber als am an auch auf aus bei bin bis da das dass dem den der des die dich dir doch du durch ein eine einem einen einer
eines er es für hat hatte ich ihm ihn ihr ihre im in ist ja kann man mein mich mir mit nach nicht noch nun nur oder sich
sie sind so um und uns unter vom von vor war was weil wenn wer wie wir wird zu zum zur über
"""
FRENCH = """
ai au aux avec c ce ces cette d dans de des du elle elles en est et eux il ils j je l la le les leur lui m ma mais me mes moi mon n ne nos notre nous on ont ou où par
pas plus pour qu que qui s sa se ses son sont sur t ta te tes tu un une vous y à été être
"""
SPANISH = """
al ante como con cual de del desde donde el ella ellas ellos en era eres es esta este esto está fue ha hay la las le les lo los me mi mis muy más no
nos o para pero por porque que quien se ser si sin sobre son su sus también te tu un una uno y ya yo él
"""
ITALIAN = """
ai al alla alle anche che chi ci come con cui da dal dalla de degli dei del della delle di e ed era gli ha ho i il in io la le lei li lo loro lui ma mi mia mio ne nel nella noi
non o per però più quando questa questo se si sono su sua suo ti tra tu un una uno vi è
"""
PORTUGUESE = """
ao aos as com como da das de dele do dos e ela ele eles em era essa esse esta este eu foi há isso já lhe mais mas me meu minha muito na nas no nos não
o os ou para pela pelo por quando que quem se sem ser seu sua são também te tem um uma você à é
"""
DUTCH = """
aan als bij dat de den der deze die dit door een en er geen haar heb heeft het hij hoe ik in is je kan maar me mee met mij mijn naar niet nog nu of om omdat onder ons ook op
over te tot uit van voor want was wat we wel wij worden wordt ze zich zij zijn zo zou
"""
FUNCTION_WORDS = frozenset(" ".join((ENGLISH, GERMAN, FRENCH, SPANISH, ITALIAN, PORTUGUESE, DUTCH)).split())
