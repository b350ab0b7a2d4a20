using System.Net;
using System.Text;
using System.Text.Json;

namespace Actors.Gateway.Tests;

/// <summary>Short forms of what nearly every HTTP test says.</summary>
internal static class Answers
{
    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static StringContent Body(string json) => new(json, Encoding.UTF8, "application/json");

    public static async Task<JsonElement> Json(this HttpResponseMessage response) =>
        JsonElement.Parse(await response.Content.ReadAsByteArrayAsync(Cancel));

    public static Task<HttpResponseMessage> Fetch(this HttpClient http, string path, params (string Name, string Value)[] headers) =>
        http.Send(HttpMethod.Get, path, headers);

    public static Task<HttpResponseMessage> Delete(this HttpClient http, string path) => http.Send(HttpMethod.Delete, path);

    public static async Task<HttpResponseMessage> Post(this HttpClient http, string path, HttpContent? body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body };
        return await http.SendAsync(request, Cancel);
    }

    public static async Task<JsonElement> GetJson(this HttpClient http, string path)
    {
        using var response = await http.Fetch(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Json();
    }

    /// <summary>Returns with the headers, so that an answer that never ends can be looked at.</summary>
    public static async Task<HttpResponseMessage> Send(
        this HttpClient http, HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
    }

    public static async Task IsProblem(this HttpResponseMessage response, int status, string code, string? field = null)
    {
        var text = await response.Content.ReadAsStringAsync(Cancel);
        Assert.True(status == (int)response.StatusCode, $"{(int)response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonElement.Parse(text);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.NotEqual("", problem.GetProperty("detail").GetString());
        Assert.Equal(field, problem.TryGetProperty("field", out var named) ? named.GetString() : null);
    }
}
