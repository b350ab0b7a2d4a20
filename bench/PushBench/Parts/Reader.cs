using System.Net;

namespace Actors.PushBench.Parts;

/// <summary>Asks one gateway over HTTP again and again, and the other whenever that one is not there or not ready.</summary>
internal static class Reader
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    public static async Task<Answers> Run(IReadOnlyList<Uri> gateways, int first, string path, CancellationToken stopping)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        int asked = 0, byTheOther = 0, failed = 0;
        while (!stopping.IsCancellationRequested)
        {
            asked++;
            if (!await Ask(gateways[first]))
            {
                if (await Ask(gateways[(first + 1) % gateways.Count])) byTheOther++;
                else failed++;
            }

            await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
        }

        return new Answers(asked, byTheOther, failed);

        async Task<bool> Ask(Uri gateway)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(gateway, path), CancellationToken.None);
                return answer.StatusCode == HttpStatusCode.OK;
            }
            catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
            {
                return false;
            }
        }
    }
}

/// <param name="Asked">Requests.</param>
/// <param name="ByTheOther">The first gateway could not answer, the other did.</param>
/// <param name="Failed">Neither did.</param>
internal sealed record Answers(int Asked, int ByTheOther, int Failed);
