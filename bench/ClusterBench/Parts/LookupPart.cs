using Actors.CharBench;
using Actors.ClusterBench.Processes;
using Actors.HarvestBench;

namespace Actors.ClusterBench.Parts;

/// <summary>The same look-ups of one silo and of three: what more silos cost, since there are no more cores here.</summary>
internal sealed class LookupPart(Bench bench)
{
    public const string Name = "lookups";

    // Processor time is told in hundredths of a second: the shorter of two passes takes two whole ones.
    private const int Requests = 50_000;
    private const int AtOnce = 64;
    private const int WarmUps = 8;
    private const double LeastRatio = 0.9;

    private static readonly string[] Words =
    [
        .. ("black white small large left right arrow letter sign with capital greek cyrillic latin arabic square circle heavy double vertical horizontal box "
            + "line mark tone face cat moon star sun digit number roman fraction half high low upper lower open closed hand heart king queen chess card music "
            + "note flag symbol for and middle dot above below cross tree water fire mountain bird fish horse dog man woman child house clock book pen").Split(' '),
    ];

    public async Task Run()
    {
        await using var one = await Site.Start(bench, silos: 1, gateways: 1);
        await using var three = await Site.Start(bench, silos: 3, gateways: 1);
        List<double> single = [], several = [], ratios = [];
        // Compiled and warm before it counts: with three silos each hears a third.
        for (var pass = 0; pass < WarmUps; pass++)
        {
            await PerSecond(one, pass);
            await PerSecond(three, pass);
        }

        var asked = WarmUps;
        await bench.Rounds(Name, async random =>
        {
            var first = random.Next(2) == 0;
            var a = await PerSecond(first ? one : three, asked);
            var b = await PerSecond(first ? three : one, asked++);
            single.Add(first ? a : b);
            several.Add(first ? b : a);
            ratios.Add(several[^1] / single[^1]);
            return $"{single[^1]:F0} and {several[^1]:F0} a CPU second";
        });
        Table.Begin($"{Requests:n0} look-ups over HTTP, each another query, {AtOnce} at once, one gateway", "what", ">median (least-most)", "goal");
        Table.Row("a CPU second of gateway and silo, one silo", Spread.Of(single).Show("0"), "");
        Table.Row("the same, three silos", Spread.Of(several).Show("0"), "");
        Table.Row("three to one", Spread.Of(ratios).Show("0.00"), Goal.AtLeast(LeastRatio, Spread.Of(ratios).Median));
    }

    /// <param name="turn">No query is asked twice of a site: its gateway would know the answer.</param>
    private async Task<double> PerSecond(Site site, int turn)
    {
        var next = turn * Requests - 1;
        var end = next + Requests;
        var before = Cpu(site);
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) is var number && number <= end)
            {
                var (pair, limit) = (number % (Words.Length * Words.Length), 25 + (number / (Words.Length * Words.Length)));
                var path = $"/v1/chars?q={Words[pair % Words.Length]}+{Words[pair / Words.Length]}&limit={limit}&mode=words";
                using var answer = await site.Http.GetAsync(new Uri(site.Gateways[0].Address, path), bench.Stopping);
                if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{path}: {(int)answer.StatusCode}");
            }
        }));
        return Requests / (Cpu(site) - before);
    }

    private static double Cpu(Site site) => site.Silos.Concat(site.Gateways).Sum(node => node.Process.Cpu);
}
